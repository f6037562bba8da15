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
