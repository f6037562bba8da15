package bridge

// The bounds of a page's length.
const (
	usualLimit = 100
	mostLimit  = 1000
)

// bounds returns an offset and a limit that make sense: a limit of 0 or less
// means the usual one.
func bounds(offset, limit int) (int, int) {
	if limit <= 0 {
		limit = usualLimit
	}
	return max(offset, 0), min(limit, mostLimit)
}

// page returns a part of a list as a list of its own, never nil.
func page[T any](list []T, offset, limit int) []T {
	offset, limit = bounds(offset, limit)
	from := min(offset, len(list))
	return append([]T{}, list[from:min(from+limit, len(list))]...)
}

// those are the items of a list of which something holds, never nil.
func those[T any](list []T, holds func(T) bool) []T {
	found := make([]T, 0, len(list))
	for _, item := range list {
		if holds(item) {
			found = append(found, item)
		}
	}
	return found
}

// each is a list made of another one, never nil.
func each[T, U any](list []T, of func(T) U) []U {
	out := make([]U, len(list))
	for i, item := range list {
		out[i] = of(item)
	}
	return out
}
