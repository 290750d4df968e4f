package wire

import (
	"encoding/binary"
	"io"
	"time"
)

// Send writes a frame of size bytes to each of n streams in turn, one every pace.
func Send(w io.Writer, n uint32, size int, pace time.Duration) error {
	frame := make([]byte, 8+size)
	for i := range frame {
		frame[i] = byte(i)
	}
	binary.BigEndian.PutUint32(frame[4:], uint32(size))
	for i := uint32(0); ; i++ {
		binary.BigEndian.PutUint32(frame, i%n)
		if _, err := w.Write(frame); err != nil {
			return err
		}
		time.Sleep(pace)
	}
}
