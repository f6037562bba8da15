package entra

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	abstractions "github.com/microsoft/kiota-abstractions-go"
	"golang.org/x/sync/errgroup"

	"directoryconnector/backend/directory"
	"directoryconnector/backend/internal/transport"
)

// batchSize is how many requests a batch may have
// (https://learn.microsoft.com/graph/json-batching).
const batchSize = 20

// A part is one list of ids that is read in a batch.
type part struct {
	// path is below v1.0, with its query.
	path string
	// what says what it is, for an error.
	what string
	// take is handed the pages, missing is called where what the list belongs
	// to is not there, also if it was when the first page was read.
	take    func([]wireMember)
	missing func()
}

// A batchItem is a request of a batch, a batchAnswer the answer to one.
type batchItem struct {
	ID     string `json:"id"`
	Method string `json:"method"`
	URL    string `json:"url"`
}

type batchAnswer struct {
	ID      string            `json:"id"`
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
}

// readParts reads lists, twenty in a batch and many batches at once.
func (c *client) readParts(ctx context.Context, parts []part) error {
	fan, ctx := errgroup.WithContext(ctx)
	fan.SetLimit(mostInFlight)
	for chunk := range slices.Chunk(parts, batchSize) {
		fan.Go(func() error { return c.readBatch(ctx, chunk) })
	}
	return fan.Wait()
}

// readBatch reads up to twenty lists. Each part is answered, throttled and
// refused by itself (https://learn.microsoft.com/graph/throttling#throttling-and-batching):
// those that may do better are asked for again.
func (c *client) readBatch(ctx context.Context, parts []part) error {
	start := time.Now()
	for try := 1; len(parts) > 0; try++ {
		answers, err := c.sendBatch(ctx, parts)
		if err != nil {
			return err
		}
		again, wait, last, err := c.takeAnswers(ctx, parts, answers)
		if err != nil || len(again) == 0 {
			return err
		}
		wait = max(wait, c.retry.Backoff(try))
		if try >= c.retry.Tries || time.Since(start)+wait > c.retry.WaitAll {
			return transport.During(again[0].what, transport.ExplainRead(last))
		}
		c.log.WarnContext(ctx, "parts of a batch are repeated", "parts", len(again), "wait", wait, "tries", try, "error", last.Error())
		if err := c.pause(ctx, wait); err != nil {
			return err
		}
		parts = again
	}
	return nil
}

// sendBatch returns the answers by their place in parts.
func (c *client) sendBatch(ctx context.Context, parts []part) (map[int]batchAnswer, error) {
	items := make([]batchItem, len(parts))
	for i, p := range parts {
		items[i] = batchItem{ID: strconv.Itoa(i), Method: http.MethodGet, URL: p.path}
	}
	body, err := json.Marshal(map[string]any{"requests": items})
	if err != nil {
		return nil, fmt.Errorf("make a batch: %w", err)
	}
	body, err = c.send(ctx, abstractions.POST, c.cloud.url("", "$batch"), body)
	if err != nil {
		return nil, transport.During("ask for a batch", transport.ExplainRead(err))
	}
	var wire struct {
		Responses []batchAnswer `json:"responses"`
	}
	if err := json.Unmarshal(body, &wire); err != nil {
		return nil, fmt.Errorf("%w: the answer is not that to a batch: %w", directory.ErrIncomplete, err)
	}
	answers := make(map[int]batchAnswer, len(parts))
	for _, a := range wire.Responses {
		if i, err := strconv.Atoi(a.ID); err == nil {
			answers[i] = a
		}
	}
	return answers, nil
}

// takeAnswers hands out what was answered, and returns what is to be asked for
// again, for how long to wait before, and why.
func (c *client) takeAnswers(ctx context.Context, parts []part, answers map[int]batchAnswer) (again []part, wait time.Duration, last, err error) {
	for i, p := range parts {
		a, ok := answers[i]
		refused := partError(a)
		switch {
		case !ok:
			again, last = append(again, p), errors.New("a part of the batch was not answered")
		case a.Status == http.StatusOK:
			if err := c.takePart(ctx, p, a.Body); err != nil {
				return nil, 0, nil, transport.During(p.what, err)
			}
		case a.Status == http.StatusNotFound:
			p.missing()
		case a.Status == http.StatusTooManyRequests || a.Status == http.StatusRequestTimeout || a.Status >= http.StatusInternalServerError:
			if a.Status == http.StatusTooManyRequests {
				c.metrics.Throttled()
			}
			again, last, wait = append(again, p), refused, max(wait, retryAfter(a.Headers))
		default:
			return nil, 0, nil, transport.During(p.what, transport.ExplainRead(refused))
		}
	}
	return again, wait, last, nil
}

// partError is what an answer says that is not the wanted one. It came in a
// batch, and so from Graph, whatever it looks like.
func partError(a batchAnswer) *transport.AnswerError {
	e := errorOf(&http.Response{StatusCode: a.Status, Header: http.Header{"Request-Id": {header(a.Headers, "request-id")}}}, a.Body)
	if !e.Known() {
		e.Code = http.StatusText(a.Status)
	}
	return e
}

// takePart takes the first page of a part and reads the others.
func (c *client) takePart(ctx context.Context, p part, body []byte) error {
	first, err := decode[wireMember](body)
	if err != nil {
		return err
	}
	p.take(first.Value)
	if first.Next == "" {
		return nil
	}
	next, err := c.cloud.parseLink(first.Next)
	if err != nil {
		return err
	}
	_, err = list(ctx, c, next, p.take)
	if isGone(err) {
		p.missing()
		return nil
	}
	return transport.OnPage(2, err, false)
}

func (c *client) pause(ctx context.Context, d time.Duration) error {
	defer c.metrics.Wait()()
	return transport.Pause(ctx, d)
}

func header(headers map[string]string, name string) string {
	for key, value := range headers {
		if strings.EqualFold(key, name) {
			return value
		}
	}
	return ""
}

func retryAfter(headers map[string]string) time.Duration {
	wait, _ := transport.RetryAfter(&http.Response{Header: http.Header{"Retry-After": {header(headers, "Retry-After")}}})
	return wait
}
