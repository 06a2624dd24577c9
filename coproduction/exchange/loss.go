package exchange

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Loss is the account of an import: for each type of element in the foreign
// file (an interval, a tier, a file) how many were read, and what became of them.
// The zero value is an empty account.
//
// Element types and reasons are fixed words of the importer ("interval", "end
// before start"), never content of the file: a Loss may be published.
type Loss struct {
	counts map[string]*Count
}

// A Count is the account of one type of element. Changed and Dropped count
// by reason.
type Count struct {
	Read    int64            `json:"read"`
	Kept    int64            `json:"kept"`
	Changed map[string]int64 `json:"changed,omitempty"`
	Dropped map[string]int64 `json:"dropped,omitempty"`
}

// Read counts n elements found in the file. None of them leaves no trace; so for the
// others.
func (l *Loss) Read(element string, n int) {
	if n != 0 {
		l.count(element).Read += int64(n)
	}
}

// Keep counts n elements carried over as they were.
func (l *Loss) Keep(element string, n int) {
	if n != 0 {
		l.count(element).Kept += int64(n)
	}
}

// Change counts n elements carried over in another form, and why.
func (l *Loss) Change(element, reason string, n int) {
	if n == 0 {
		return
	}
	c := l.count(element)
	c.Changed = plus(c.Changed, reason, int64(n))
}

// Drop counts n elements left behind, and why.
func (l *Loss) Drop(element, reason string, n int) {
	if n == 0 {
		return
	}
	c := l.count(element)
	c.Dropped = plus(c.Dropped, reason, int64(n))
}

// Merge adds the account of other, which is not modified. The order in which
// accounts are merged does not matter.
func (l *Loss) Merge(other *Loss) {
	for element, from := range other.counts {
		c := l.count(element)
		c.Read += from.Read
		c.Kept += from.Kept
		for reason, n := range from.Changed {
			c.Changed = plus(c.Changed, reason, n)
		}
		for reason, n := range from.Dropped {
			c.Dropped = plus(c.Dropped, reason, n)
		}
	}
}

// Elements returns the types of element that the account mentions, sorted.
func (l *Loss) Elements() []string { return slices.Sorted(maps.Keys(l.counts)) }

// Of returns a copy of the account of one type of element; the zero Count when
// it is not mentioned.
func (l *Loss) Of(element string) Count {
	if c := l.counts[element]; c != nil {
		return c.clone()
	}
	return Count{}
}

// Balanced reports whether every element read is accounted for, type by type:
//
//	read = kept + changed + dropped
//
// An empty account is balanced.
func (l *Loss) Balanced() bool {
	for _, c := range l.counts {
		if !c.Balanced() {
			return false
		}
	}
	return true
}

// Balanced reports whether read = kept + changed + dropped.
func (c Count) Balanced() bool { return c.Read == c.Kept+sum(c.Changed)+sum(c.Dropped) }

// String is the account for people: a line for each type of element, sorted.
func (l *Loss) String() string {
	var b strings.Builder
	for _, element := range l.Elements() {
		c := l.counts[element]
		fmt.Fprintf(&b, "%s: %d read, %d kept, %d changed%s, %d dropped%s", element,
			c.Read, c.Kept, sum(c.Changed), reasons(c.Changed), sum(c.Dropped), reasons(c.Dropped))
		if !c.Balanced() {
			b.WriteString("; does not balance")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// MarshalJSON writes an object with a member for each type of element. The same
// account gives the same bytes.
func (l Loss) MarshalJSON() ([]byte, error) {
	if l.counts == nil {
		return []byte("{}"), nil
	}
	return json.Marshal(l.counts)
}

// UnmarshalJSON replaces the account with the one written by MarshalJSON.
func (l *Loss) UnmarshalJSON(b []byte) error {
	var read map[string]Count
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	l.counts = nil
	for element, c := range read {
		*l.count(element) = c
	}
	return nil
}

func (l *Loss) count(element string) *Count {
	if l.counts == nil {
		l.counts = make(map[string]*Count)
	}
	c := l.counts[element]
	if c == nil {
		c = new(Count)
		l.counts[element] = c
	}
	return c
}

func (c Count) clone() Count {
	c.Changed, c.Dropped = maps.Clone(c.Changed), maps.Clone(c.Dropped)
	return c
}

func plus(by map[string]int64, reason string, n int64) map[string]int64 {
	if by == nil {
		by = make(map[string]int64)
	}
	if by[reason] += n; by[reason] == 0 { // all were taken back
		if delete(by, reason); len(by) == 0 {
			return nil
		}
	}
	return by
}

func sum(by map[string]int64) (total int64) {
	for _, n := range by {
		total += n
	}
	return total
}

// reasons lists the counts by reason, sorted, in brackets; nothing when there are none.
func reasons(by map[string]int64) string {
	if len(by) == 0 {
		return ""
	}
	var list []string
	for _, reason := range slices.Sorted(maps.Keys(by)) {
		list = append(list, fmt.Sprintf("%s: %d", reason, by[reason]))
	}
	return " (" + strings.Join(list, ", ") + ")"
}
