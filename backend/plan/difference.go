package plan

import "bytes"

// A Difference is one change that is not as it was planned.
type Difference struct {
	// Planned is what the plan says, Now what would be done; one of them is nil
	// where the change came, or is gone.
	Planned *Change `json:"planned,omitempty"`
	Now     *Change `json:"now,omitempty"`
}

// Compare returns where what would be done now is not exactly what was planned,
// in the order of the plan. Both are sorted.
func Compare(planned, now []Change) ([]Difference, error) {
	type key struct {
		kind Kind
		id   string
	}
	left := map[key][]int{} // positions in now that nothing was found for
	for i := range now {
		k := key{now[i].Kind, now[i].ExternalID}
		left[k] = append(left[k], i)
	}
	var unlike []int // positions in planned
	for i := range planned {
		k := key{planned[i].Kind, planned[i].ExternalID}
		at, err := find(&planned[i], now, left[k])
		if err != nil {
			return nil, err
		}
		if at < 0 {
			unlike = append(unlike, i)
			continue
		}
		left[k] = append(left[k][:at:at], left[k][at+1:]...)
	}
	var differences []Difference
	for _, i := range unlike {
		d, k := Difference{Planned: &planned[i]}, key{planned[i].Kind, planned[i].ExternalID}
		if list := left[k]; len(list) > 0 {
			d.Now, left[k] = &now[list[0]], list[1:]
		}
		differences = append(differences, d)
	}
	for i := range now {
		k := key{now[i].Kind, now[i].ExternalID}
		if list := left[k]; len(list) > 0 && list[0] == i {
			differences = append(differences, Difference{Now: &now[i]})
			left[k] = list[1:]
		}
	}
	return differences, nil
}

// find returns which of some changes is that one, to the letter: as both would
// be written; -1 for none.
func find(c *Change, now []Change, at []int) (int, error) {
	if len(at) == 0 {
		return -1, nil
	}
	want, err := jsonOf(c)
	if err != nil {
		return -1, err
	}
	for n, i := range at {
		got, err := jsonOf(&now[i])
		if err != nil {
			return -1, err
		}
		if bytes.Equal(want, got) {
			return n, nil
		}
	}
	return -1, nil
}
