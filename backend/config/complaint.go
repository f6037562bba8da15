package config

import (
	"errors"
	"fmt"
)

// A complaint says what is wrong with a value: in words, and as a code with
// parameters for whoever has words of its own.
type complaint struct {
	code string
	args [mostArgs]string
	text string
}

func (c *complaint) Error() string { return c.text }

// complain makes the error whose words are the format with its arguments.
func complain(code, format string, args ...any) error {
	c := &complaint{code: code, text: fmt.Sprintf(format, args...)}
	for i, arg := range args {
		c.args[i] = fmt.Sprint(arg)
	}
	return c
}

// ProblemOf is an error about the value of a setting.
func ProblemOf(key string, err error, example string) Problem {
	p := Problem{Key: key, Text: err.Error(), Example: example}
	if c, ok := errors.AsType[*complaint](err); ok {
		p.Code, p.Args = c.code, c.args
	}
	return p
}
