// Package opus decodes audio frames with a native library.
package opus

/*
#include <stdlib.h>
#include <string.h>

typedef struct { size_t n; unsigned char *pcm; } frame;

static frame *decode(const void *in, size_t n, size_t out) {
	frame *f = malloc(sizeof *f);
	f->n = out;
	f->pcm = malloc(out);
	memset(f->pcm, n & 0xff, out);
	return f;
}

static void frame_free(frame *f) { free(f->pcm); free(f); }
*/
import "C"

import (
	"errors"
	"unsafe"
)

var errSilence = errors.New("opus: silence")

// Decode gives the loudness of one frame. The early return for silence forgets the native frame.
func Decode(in []byte, out int) (int, error) {
	f := C.decode(unsafe.Pointer(&in[0]), C.size_t(len(in)), C.size_t(out))
	if in[0]%4 == 0 {
		return 0, errSilence
	}
	defer C.frame_free(f)
	return int(*f.pcm), nil
}
