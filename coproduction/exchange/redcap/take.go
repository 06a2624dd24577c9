package redcap

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange/internal/calendar"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

const (
	maxLanguages = 20  // that a participant may have
	maxSeats     = 190 // beside the patient and interpreters, of the 200 present
)

// languageTag takes the tags that people write: language, script, region.
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)

// word returns the word of ours that a choice stands for. A target without words of its
// own takes the value as it is.
func (m *Mapping) word(said choice) (string, bool) {
	for _, text := range []string{said.code, said.label} {
		if word := m.Values[text]; word != "" {
			return word, true
		}
	}
	words := Words(m.Ours)
	if words == nil && m.Ours != Language {
		return said.code, true
	}
	for _, text := range []string{said.label, said.code} {
		switch slug := strings.ReplaceAll(strings.ToLower(text), " ", "-"); {
		case m.Ours == Language && languageTag.MatchString(text):
			return text, true
		case slices.Contains(words, slug):
			return slug, true
		case m.Ours == Planned && (slug == "1" || slug == "true"):
			return "yes", true
		case m.Ours == Planned && (slug == "0" || slug == "false"), m.Ours == Interpreter && (slug == "0" || slug == "no"):
			return words[len(words)-1], true // no, and none
		}
	}
	return "", false
}

// set takes a word or value in; it returns why it was left behind.
func (d *draft) set(s *sheet, p place, word, code string, at schema.Position) string {
	switch p.Ours {
	case Patient:
	case Language:
		switch {
		case slices.Contains(d.of.languages, word):
		case len(d.of.languages) == maxLanguages:
			return lossTooMany
		default:
			d.of.languages = append(d.of.languages, word)
		}
	case Age:
		age, err := strconv.Atoi(word)
		if err != nil || age < 0 || age > 130 {
			return lossUnread
		}
		return once(&d.of.age, calendar.BandOf(age))
	case Birth:
		i, ok := calendar.Parse([]byte(word), s.Zone)
		if !ok || i.At.Year() < 1800 {
			return lossUnread
		}
		year, month, day := i.At.Date()
		return once(&d.of.birth, calendar.Birth{Year: int16(year), Month: uint8(month), Day: uint8(day)})
	case Residence, Education, Consent:
		return d.of.words.once(p.Ours, word)
	case Start, End:
		i, ok := calendar.Parse([]byte(word), s.Zone)
		if !ok || i.At.Year() < 1900 || i.At.Year() > 2099 || p.Ours == End && !i.Clock {
			return lossUnread
		}
		if i.Unsure {
			s.Tolerate(ruleClocks, at, "the clocks of the zone that was named show this time twice, or never")
		}
		if p.Ours == End {
			if d.end == nil {
				d.end = new(ending)
			}
			d.end.at, d.end.in = at, s.file
			return onceAt(&d.end.Instant, i)
		}
		switch {
		case !i.Clock:
			s.Tolerate(ruleDay, at, "of the start only the day is known, and so nothing of the order within a day")
		case !i.Zone && s.utc:
			s.Tolerate(ruleZone, at, "the times have no zone and were read as UTC")
		}
		return onceAt(&d.start, i)
	case Duration:
		minutes, err := strconv.ParseInt(word, 10, 64)
		if err != nil || minutes < 0 || minutes > 7*24*60 {
			return lossUnread
		}
		ms := minutes * 60_000
		if d.duration != nil && *d.duration != ms {
			return lossConflict
		}
		d.duration = &ms
	case Professional:
		if len(d.who) == maxSeats && s.professionals[code] == nil {
			return lossSeats
		}
		return d.sit(seat{n: p.n, who: s.professional(code)})
	case Profession:
		return d.sit(seat{n: p.n, of: &calling{profession: encounter.Profession(word), at: at, in: s.file}})
	case Interpreter:
		switch mode := encounter.InterpreterMode(word); {
		case word == "none" && s.noMode:
			s.Tolerate(ruleValue, at, "no answer that is mapped to interpreter can name one, so that none does not say that there was none")
			return lossNoMode
		case word == "none":
			d.nobody.said = true
		case !slices.Contains(d.interpreter, mode):
			d.interpreter = append(d.interpreter, mode)
		}
	case Concern:
		switch domain := encounter.Domain(word); {
		case word == "none":
			d.noConcern.said = true
		case !slices.Contains(d.concerns, domain):
			d.concerns = append(d.concerns, domain)
		}
	default:
		return d.words.once(p.Ours, word)
	}
	return ""
}

// outcome is what becomes of a value that was taken in.
func (s *sheet) outcome(d *draft, p place, value, word string) (outcome, settlement) {
	switch p.Ours {
	case Patient, Professional:
		return outcome{as: asPseudonym}, nil
	case Age:
		return outcome{as: asBand}, nil
	case Birth:
		return outcome{}, func() outcome { return outcome{lost: d.of.birthLost, as: asBirthBand} }
	case Start:
		if !d.start.Clock {
			return outcome{as: asDay}, nil
		}
		return outcome{as: cut(word)}, nil
	case End:
		return outcome{}, func() outcome { return outcome{lost: d.end.lost, as: cut(word)} }
	case Duration:
		return outcome{as: asMs}, nil
	case Profession:
		said := worded(value, word)
		return said, func() outcome {
			i := slices.IndexFunc(d.who, func(one seat) bool { return one.isOf(p.n, encounter.Profession(word)) })
			return outcome{lost: d.who[i].of.lost, as: said.as}
		}
	case Interpreter:
		if word == "none" {
			return outcome{lost: lossNobody}, nil
		}
	case Concern:
		if word == "none" {
			return outcome{lost: lossNoConcern}, nil
		}
		said := worded(value, word)
		if !s.consent {
			return said, nil
		}
		return said, func() outcome {
			if encounter.Consent(d.of.words.to(Consent)) == encounter.ConsentWithdrawn {
				return outcome{lost: lossWithdrawn}
			}
			return said
		}
	}
	return worded(value, word), nil
}

// cut says that parts of a second of a time were left out; "" where there are none.
func cut(text string) string {
	if i, _ := calendar.Parse([]byte(text), time.UTC); i.Cut {
		return asCut
	}
	return ""
}

// sit adds a seat. Nobody sits twice. It returns why there is none.
func (d *draft) sit(one seat) string {
	switch {
	case slices.ContainsFunc(d.who, func(s seat) bool {
		if one.of != nil {
			return s.isOf(one.n, one.of.profession)
		}
		return s.n == one.n && s.who == one.who
	}):
	case len(d.who) == maxSeats:
		return lossSeats
	default:
		d.who = append(d.who, one)
	}
	return ""
}

// once sets what is not set yet.
func once[V comparable](to *V, value V) string {
	var none V
	if *to != none && *to != value {
		return lossConflict
	}
	*to = value
	return ""
}

// onceAt sets an instant that is not set yet. Two of them are the same in any zone.
func onceAt(to *calendar.Instant, i calendar.Instant) string {
	switch {
	case to.At.IsZero():
		*to = i
	case !to.At.Equal(i.At) || to.Clock != i.Clock:
		return lossConflict
	}
	return ""
}
