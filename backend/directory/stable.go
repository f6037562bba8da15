package directory

import "strings"

// A stable id may say of which kind it is, before a colon, as in
// "entryUUID:0e5b…": a server can have several attributes that tell an entry
// across renames, and values of different kinds say nothing about each other.

// StableID joins the kind of a stable id, usually the name of its attribute,
// and its value. It is empty where the value is.
func StableID(kind, value string) string {
	if kind == "" || value == "" {
		return value
	}
	return kind + ":" + value
}

// StableValue is a stable id without its kind.
func StableValue(id string) string {
	_, value := splitStable(id)
	return value
}

func splitStable(id string) (kind, value string) {
	if kind, value, ok := strings.Cut(id, ":"); ok && kind != unnamedKind {
		return kind, value
	} else if ok {
		return "", value
	}
	return "", id
}

// unnamedKind is what an earlier version wrote for every kind.
const unnamedKind = "uuid"

// SameStableID tells whether two stable ids name one entry for sure. One
// without a kind was recorded by an earlier version, and is compared by its
// value alone.
func SameStableID(a, b string) bool {
	if a == b {
		return a != ""
	}
	kindA, valueA := splitStable(a)
	kindB, valueB := splitStable(b)
	return valueA != "" && valueA == valueB && (kindA == "" || kindB == "")
}

// DifferentStableID tells whether two stable ids name two entries: both are
// known, of one kind, and not the same.
func DifferentStableID(a, b string) bool {
	kindA, valueA := splitStable(a)
	kindB, valueB := splitStable(b)
	return valueA != "" && valueB != "" && kindA == kindB && valueA != valueB
}
