//! Shared by the integration tests of this package: where the fixtures are.
