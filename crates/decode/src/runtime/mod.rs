//! What the Go runtime says of itself: `MemStats`, gctrace, metrics, GOMEMLIMIT and GOGC.
