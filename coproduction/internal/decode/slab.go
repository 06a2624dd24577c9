package decode

import (
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/theme"
)

// A slab is memory for the values of one type.
type slab[T any] struct {
	all []T
}

// from returns the values from an index on: in place where the memory is used
// again for the next record, otherwise in memory of their own.
func (s *slab[T]) from(begin int, reuse bool) []T {
	run := s.all[begin:len(s.all):len(s.all)]
	switch {
	case len(run) == 0:
		return []T{} // an empty list is not an absent one
	case !reuse:
		run = append(make([]T, 0, len(run)), run...)
		clear(s.all[begin:])
		s.all = s.all[:begin]
	}
	return run
}

// one returns a pointer to a value of its own.
func (s *slab[T]) one(value T, reuse bool) *T {
	if !reuse {
		own := new(T) // taking the address of value itself would put it on the heap either way
		*own = value
		return own
	}
	s.all = append(s.all, value)
	return &s.all[len(s.all)-1]
}

// slabs are the memory for records and all that they hold in lists or behind
// pointers.
type slabs struct {
	encounters   slab[encounter.Encounter]
	participants slab[encounter.Participant]
	sources      slab[theme.Source]
	units        slab[theme.Unit]
	codings      slab[theme.Coding]
	memberChecks slab[theme.MemberCheck]

	presence  slab[encounter.Presence]
	turns     slab[encounter.Turn]
	steps     slab[encounter.Step]
	cues      slab[encounter.Cue]
	concerns  slab[encounter.Concern]
	decisions slab[encounter.Decision]
	links     slab[encounter.Link]
	responses slab[encounter.Response]
	handovers slab[encounter.Handover]
	statuses  slab[encounter.Status]
	roles     slab[encounter.Role]
	linkKinds slab[encounter.LinkKind]
	ids       slab[encounter.ID]
	names     slab[encounter.Name]
	texts     slab[string]
	codes     slab[theme.CodeID]
	ranges    slab[theme.Range]
	numbers   slab[int64]
	truths    slab[bool]
	maps      slab[encounter.Extensions]
}

// Reset takes back the memory of all records that were made with [Decoder.Reuse].
func (d *Decoder) Reset() {
	s := &d.slabs
	s.encounters.reset()
	s.participants.reset()
	s.sources.reset()
	s.units.reset()
	s.codings.reset()
	s.memberChecks.reset()
	s.presence.reset()
	s.turns.reset()
	s.steps.reset()
	s.cues.reset()
	s.concerns.reset()
	s.decisions.reset()
	s.links.reset()
	s.responses.reset()
	s.handovers.reset()
	s.statuses.reset()
	s.roles.reset()
	s.linkKinds.reset()
	s.ids.reset()
	s.names.reset()
	s.texts.reset()
	s.codes.reset()
	s.ranges.reset()
	s.numbers.reset()
	s.truths.reset()
	s.maps.reset()
}

// most is how many values a slab keeps memory for; what a very large record needed
// beyond that is let go.
const most = 1 << 14

func (s *slab[T]) reset() {
	if cap(s.all) > most {
		s.all = nil
	}
	s.all = s.all[:0]
}
