package transcript

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// What one encounter can hold.
const (
	maxMs      = 7 * 24 * 3600 * 1000
	maxPresent = 200
	maxTurns   = 100_000
	maxWords   = 1_000_000
)

// A said is an utterance in whole milliseconds on the files' axis. The interval's
// own times decide which of two came first, for many begin within one millisecond.
type said struct {
	startMs, endMs, words int64
	Interval
	voice, interval int
}

func inTime(a, b said) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
}

// talk collects the utterances of all voices, in order of start, end and role.
func (w *work) talk() []said {
	var all []said
	for n := range w.voices {
		all = append(all, w.listen(n)...)
	}
	slices.SortStableFunc(all, inTime) // stable: the voices are in the order of the roles
	return all
}

// listen collects the utterances of one voice, in order of start and end.
func (w *work) listen(n int) []said {
	v := w.voices[n]
	tier := w.tier(v)
	var own []said
	tagged, joined := 0, 0
	for i, interval := range tier.Intervals {
		if !interval.Spoken() {
			continue
		}
		text := removeTags(interval.Text, w.Tags)
		if tag.MatchString(text) {
			tagged++
		}
		if unparted(text) {
			joined++
		}
		own = append(own, said{interval.Start.Milliseconds(), interval.End.Milliseconds(), int64(words(text)), interval, n, i})
	}
	slices.SortStableFunc(own, inTime)
	if len(own) == 0 {
		w.report(ruleSilent, v.file, tierPointer(v.tier), "no interval of this speaker holds text")
	}
	if tagged > 0 {
		w.report(ruleTag, v.file, tierPointer(v.tier), amount(tagged, "{utterance holds|utterances hold} what looks like a tag and is not among the tags"))
	}
	if joined > 0 {
		w.report(ruleTextUnparted, v.file, tierPointer(v.tier), amount(joined, unpartedWhat("utterance")))
	}
	w.part(own)
	return own
}

// tag is what a tag of a transcription scheme looks like.
var tag = regexp.MustCompile(`</?\pL[\pL\pN_-]*\s*/?>`)

// part makes sure that nobody speaks twice at once. One millisecond is what
// rounding can make of two times that programs mean to be one: the earlier
// utterance then ends where the later starts. It is enough to look at
// neighbours: once they are parted, all earlier ones have ended before the later starts.
func (w *work) part(own []said) {
	for i := 1; i < len(own); i++ {
		before, now := &own[i-1], &own[i]
		switch over := before.endMs - now.startMs; {
		case over <= 0:
		case over == 1:
			before.endMs = now.startMs
			w.clipped++
		default:
			w.overlap(*before, *now)
			return
		}
	}
}

// overlap reports that a speaker speaks twice at once, at the place of the
// finding that reading the file gave for one of the two intervals.
func (w *work) overlap(before, now said) {
	v := w.voices[now.voice]
	pointer := func(s said) string { return fmt.Sprintf("%s/intervals/%d", tierPointer(v.tier), s.interval) }
	w.report(ruleOwnOverlap, v.file, pointer(now), "the same speaker has not finished an earlier utterance; this is the tier's first such place")
	last := &w.Findings[len(w.Findings)-1]
	for _, f := range w.files[v.file].findings {
		if f.Pointer == pointer(now) || f.Pointer == pointer(before) {
			last.Position = f.Position
		}
	}
}

// encounter makes the record. Nobody in it is identified: a transcript tells in what
// capacity somebody speaks, and not who it is.
func (w *work) encounter(all []said) *encounter.Encounter {
	from, to := w.span(all)
	e := &encounter.Encounter{ID: w.IDs(localKey(w.Name)), DurationMs: new(to - from),
		Mode: w.Mode, Recording: w.Recording, Turns: make([]encounter.Turn, 0, len(all))}
	for _, v := range w.voices {
		s := w.Roles[v.speaker]
		id := w.IDs(localKey(w.Name, "speaker", s.Key))
		if s.Role == encounter.RolePatient {
			e.Patient = id
		}
		e.Presence = append(e.Presence, encounter.Presence{Participant: id, Role: s.Role,
			Unidentified: true, Profession: s.Profession, Interpreter: s.Interpreter})
	}
	e.RolesNotRecorded = w.untold().of(e)
	for _, s := range all {
		e.Turns = append(e.Turns, encounter.Turn{Speaker: e.Presence[s.voice].Participant,
			StartMs: new(s.startMs - from), EndMs: new(s.endMs - from), Words: new(s.words)})
	}
	return e
}

// untold is what tiers leave open that hold talk, for all that is known, and are no speaker's.
func (w *work) untold() (open untold) {
	for n, file := range w.files {
		for i, tier := range file.Tiers {
			spoken := !tier.Points && slices.ContainsFunc(tier.Intervals, Interval.Spoken)
			if spoken && !slices.ContainsFunc(w.voices, func(v voice) bool { return v.file == n && v.tier == i }) {
				open.heard(tier.Name)
			}
		}
	}
	return open
}

// span is the stretch that the files cover, and every utterance.
func (w *work) span(all []said) (from, to int64) {
	from, to = w.files[0].Start.Milliseconds(), w.files[0].End.Milliseconds()
	for _, file := range w.files[1:] {
		from, to = min(from, file.Start.Milliseconds()), max(to, file.End.Milliseconds())
	}
	for _, s := range all {
		from, to = min(from, s.startMs), max(to, s.endMs)
	}
	return from, to
}

// fits makes sure that an encounter can hold the talk.
func (w *work) fits(all []said) {
	from, to := w.span(all)
	if from != 0 {
		w.report(ruleOrigin, 0, "", "the times do not begin at 0; they count from the earliest one on")
	}
	if to-from > maxMs {
		w.report(ruleTooLong, 0, "", "longer than a week")
	}
	if len(w.voices) > maxPresent {
		w.report(ruleTooLong, 0, "", fmt.Sprintf("%d speakers", len(w.voices)))
	}
	if len(all) > maxTurns {
		w.report(ruleTooLong, 0, "", fmt.Sprintf("%d utterances", len(all)))
	}
	for _, s := range all {
		if s.words > maxWords {
			v := w.voices[s.voice]
			w.report(ruleTooLong, v.file, fmt.Sprintf("%s/intervals/%d", tierPointer(v.tier), s.interval), fmt.Sprintf("%d words in one utterance", s.words))
		}
	}
}
