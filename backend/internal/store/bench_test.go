package store

import (
	"fmt"
	"testing"

	"directoryconnector/backend/organization"
)

// The directory of the project's benchmarks, and one of 2.5 million
// memberships.
var sizes = []struct{ users, groups int }{{50_000, 2_000}, {50_000, 25_000}}

func BenchmarkLoad(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("users=%d/groups=%d", size.users, size.groups), func(b *testing.B) {
			s := New(b.TempDir()+"/data.db", Options{})
			snapshot := company(size.users, size.groups)
			if err := s.SaveSnapshot(b.Context(), snapshot); err != nil {
				b.Fatal(err)
			}
			if err := s.Commit(b.Context(), acknowledged(snapshot)); err != nil {
				b.Fatal(err)
			}
			b.Run("state", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := s.Load(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("summary", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if g, err := s.Summary(b.Context()); err != nil || g.Members != size.users || g.Groups != size.groups {
						b.Fatal(g.Members, g.Groups, err)
					}
				}
			})
			b.Run("snapshot", func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := s.Snapshot(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

func BenchmarkSave(b *testing.B) {
	snapshot := company(50_000, 2_000)
	ack := acknowledged(snapshot)
	b.Run("snapshot, first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := New(b.TempDir()+"/data.db", Options{}).SaveSnapshot(b.Context(), snapshot); err != nil {
				b.Fatal(err)
			}
		}
	})
	s := New(b.TempDir()+"/data.db", Options{})
	b.Run("snapshot, unchanged", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := s.SaveSnapshot(b.Context(), snapshot); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("acknowledge everything", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := s.Commit(b.Context(), ack); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("acknowledge one", func(b *testing.B) {
		one := organization.Change{SetMembers: map[string]organization.AckedMember{"x": {Email: "x@example.com"}}}
		for b.Loop() {
			if err := s.Commit(b.Context(), one); err != nil {
				b.Fatal(err)
			}
		}
	})
}
