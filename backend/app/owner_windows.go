package app

// foreignOwner: on Windows rights go by lists, not by owners.
func foreignOwner(string) (name string, foreign bool) { return "", false }

func checkOwner(string, string) error { return nil }
