package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"time"
)

const (
	maxBody = 1 << 20
	// maxFile is for the methods that take a whole file.
	maxFile = 8 << 20
	// maxPlan is for a saved plan, of which that of 50,000 people has 20 MB.
	maxPlan = 64 << 20
)

// A call is one method of the bridge.
type call struct {
	method reflect.Value
	// in is the type of its argument; nil where it has none.
	in  reflect.Type
	max int64
}

// large are the methods that take a whole file, and how many bytes.
var large = map[string]int64{"ImportSettings": maxFile, "TakeOver": maxFile, "Plans.Open": maxPlan}

// callsOf returns the exported methods of values: those of the first by their
// names, those of the others as "Type.Method". A method that does not have the
// form func([T]) ([R,] error) is none for the pages.
func callsOf(first any, others ...any) map[string]call {
	calls := map[string]call{}
	failure := reflect.TypeFor[error]()
	for n, value := range append([]any{first}, others...) {
		v, prefix := reflect.ValueOf(value), ""
		if n > 0 {
			prefix = reflect.Indirect(v).Type().Name() + "."
		}
		for i := range v.NumMethod() {
			t, name := v.Method(i).Type(), prefix+v.Type().Method(i).Name
			if t.NumIn() > 1 || t.IsVariadic() || t.NumOut() < 1 || t.NumOut() > 2 || t.Out(t.NumOut()-1) != failure {
				continue
			}
			c := call{method: v.Method(i), max: cmp.Or(large[name], maxBody)}
			if t.NumIn() == 1 {
				c.in = t.In(0)
			}
			calls[name] = c
		}
	}
	return calls
}

// serveCall calls the method that the path names.
func (s *Server) serveCall(w http.ResponseWriter, r *http.Request) {
	c, ok := s.calls[r.PathValue("method")]
	if !ok {
		badRequest(w, http.StatusNotFound, "there is no such method")
		return
	}
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		badRequest(w, http.StatusUnsupportedMediaType, "the request is not JSON")
		return
	}
	args, status, err := c.read(w, r)
	if err != nil {
		badRequest(w, status, err.Error())
		return
	}
	out := c.method.Call(args)
	if err, _ := reflect.TypeAssert[error](out[len(out)-1]); err != nil {
		p := s.opts.Explain(err)
		writeProblem(w, statusOf(p.Code), p)
		return
	}
	text := []byte("null")
	if len(out) == 2 {
		if text, err = json.Marshal(out[0].Interface()); err != nil {
			panic(fmt.Errorf("web: encode what %s returned: %w", r.PathValue("method"), err))
		}
	}
	writeJSON(w, http.StatusOK, text)
}

// read reads the argument. An error is meant for the page, with a status.
func (c call) read(w http.ResponseWriter, r *http.Request) ([]reflect.Value, int, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, c.max))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return nil, http.StatusRequestEntityTooLarge, fmt.Errorf("the request is larger than %d MB", c.max>>20)
	case err != nil:
		return nil, http.StatusRequestTimeout, errors.New("the request broke off")
	}
	// What was bounded was the time of reading. The method may take longer,
	// and its time must not end the connection.
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{}) // not every ResponseWriter knows deadlines
	if c.in == nil {
		if len(bytes.TrimSpace(body)) > 0 {
			return nil, http.StatusBadRequest, errors.New("this method takes no argument")
		}
		return nil, 0, nil
	}
	arg := reflect.New(c.in)
	if err := decode(body, arg.Interface()); err != nil {
		return nil, http.StatusBadRequest, err
	}
	return []reflect.Value{arg.Elem()}, 0, nil
}

// decode decodes exactly one JSON value without a field that nobody knows. Its
// errors never hold a value: it may be a secret.
func decode(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		kind, _, _ := strings.Cut(wrong.Value, " ") // encoding/json puts the value behind it, as in "number 12"
		return fmt.Errorf("the field %q can't be a %s", wrong.Field, kind)
	case errors.Is(err, io.EOF):
		return errors.New("this method takes an argument")
	case err != nil:
		return errors.New("the request is not the JSON that this method takes")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the argument")
	}
	return nil
}
