//go:build linux

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// mostFirst is how many seconds a first sync of 5,000 people in 500 groups may
// take on top of reading, with a server that does not throttle.
const mostFirst = 2

// benchFirst compares a first sync of a file with reading it.
func benchFirst(ctx context.Context, o *options, dir string, v *verdict) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	file := filepath.Join(dir, "company.json")
	if err := writeCompany(file, size{users: 5_000, groups: 500, members: 100}); err != nil {
		return err
	}
	measure := func(args ...string) (cost, error) {
		return medianOf(o.runs, func() (cost, error) {
			org, err := startOrganization(ctx)
			if err != nil {
				return cost{}, err
			}
			defer org.stop()
			data, err := os.MkdirTemp(dir, "data-")
			if err != nil {
				return cost{}, err
			}
			env := append([]string{"BWDC_DATA_DIR=" + data, "BWDC_DIRECTORY=file", "BWDC_FILE_PATH=" + file}, org.env...)
			return run(ctx, command{path: o.bwdc, args: args, env: env})
		})
	}
	read, err := measure("test")
	if err != nil {
		return err
	}
	first, err := measure("sync", "--yes")
	if err != nil {
		return err
	}
	v.most("s of a first sync of 5,000 people in 500 groups, on top of reading", (first.wall - read.wall).Seconds(), mostFirst)
	t := newTable(fmt.Sprintf("A first sync of 5,000 people in 500 groups: %d s on top of reading are allowed.", mostFirst))
	t.add("bwdc test", read, cost{})
	t.add("first sync", first, read)
	return t.print(os.Stdout)
}

// writeCompany writes a JSON directory.
func writeCompany(name string, s size) error {
	type user struct {
		ID    string `json:"id"`
		Email string `json:"email"`
	}
	type group struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		Members []string `json:"members"`
	}
	users, groups, ids := make([]user, s.users), make([]group, s.groups), make([]string, s.users)
	for i := range users {
		ids[i] = fmt.Sprintf("u%05d", i)
		users[i] = user{ID: ids[i], Email: email(i)}
	}
	for g := range groups {
		groups[g] = group{ID: fmt.Sprintf("g%04d", g), Name: fmt.Sprintf("Group %04d", g), Members: make([]string, s.members)}
		for m := range groups[g].Members {
			groups[g].Members[m] = ids[(g*37+m*(s.users/s.members))%s.users]
		}
	}
	text, err := json.Marshal(map[string]any{"users": users, "groups": groups})
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, 0o600)
}
