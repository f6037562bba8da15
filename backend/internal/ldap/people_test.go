package ldap

import "testing"

// However many are expected, what is read is what is there.
func TestExpect(t *testing.T) {
	t.Parallel()
	for expected, room := range map[int]int{-1: 0, 0: 0, 640: 650, 1 << 40: mostExpected + mostExpected/64} {
		s := &Source{}
		if s.Expect(expected); s.expected != room {
			t.Errorf("of %d room is made for %d, want %d", expected, s.expected, room)
		}
	}
	var p people
	p.expect(2)
	for i := range int32(5) {
		if who := p.add(i, person{}, userGroups{}); who != i {
			t.Errorf("number %d is %d", i, who)
		}
	}
}
