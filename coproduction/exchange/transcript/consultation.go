package transcript

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// A Conversion says how TextGrids become encounters.
type Conversion struct {
	Roles Roles
	// IDs gives the id for a consultation ("transcript/visit7") and for each speaker in it
	// ("transcript/visit7/speaker/doctor"), as in the other formats. It must not give one id
	// to two of them.
	IDs func(local string) encounter.ID
	// Tags of the transcription scheme are taken out before words are counted; see
	// [CountWords] and [DefaultTags].
	Tags []string
	// Mode and Recording of every encounter; empty where they are not known, for the files do not tell.
	Mode      encounter.Mode
	Recording encounter.Recording
	Folders   bool // the folder of a file is part of the name of its consultation: "siteA/visit7"
}

// DefaultTags are the tags of the PriMock57 transcripts: what the transcriber was
// unsure of, did not understand or could not hear.
func DefaultTags() []string {
	return []string{"<UNSURE>", "</UNSURE>", "<UNIN/>", "<INAUDIBLE_SPEECH/>"}
}

// A Consultation is what became of the files of one consultation.
type Consultation struct {
	Name      string               // what the names of its files have in common
	Encounter *encounter.Encounter // nil when, and only when, a finding has severity error
	Findings  []schema.Finding     // by file and place
	// Loss counts consultation, file, tier and interval. Its reasons are rule ids
	// for consultations, and fixed words for the rest.
	Loss exchange.Loss
}

// The reasons in the account of a conversion.
const (
	lossRefused = "consultation refused"
	lossNoRole  = "no speaker's"
	lossPoints  = "points"
	lossSilence = "silence"
	lossClipped = "end moved by 1 ms, off the speaker's next utterance"
)

// Encounters converts files, a consultation at a time, and yields the
// consultations sorted by name. Files belong to one consultation where their
// names, without folder and ending, differ in a key of the roles and in nothing
// else: "day1_doctor.TextGrid" and "day1_patient.TextGrid". In any other
// file the tiers are named by keys, and it is a consultation of its own. Names have
// slashes between folders; open opens a file of that name.
//
// Each utterance becomes a turn with its start and end, rounded to milliseconds,
// and its number of words; the text is not kept. An utterance without words, as
// one that could not be heard, is a turn of 0 words. A tier that is no speaker's,
// silence, and whatever else is left behind is counted in the account.
//
// Nobody is identified: every presence is marked so, its id stands for the person
// in this encounter alone, and there are no participants and no links. Where a tier that is
// no speaker's holds text, the encounter says that it is not recorded whether anybody took
// part in the roles that nobody has. When the
// encounter took place is not in the files, and who held the floor is not coded.
//
// A consultation whose files cannot be read, or from which no sound encounter can be
// made, comes without one and with findings. An error is that of open or of
// reading; it comes last, with a nil consultation. Memory is that of one consultation.
func (c Conversion) Encounters(names []string, open func(name string) (io.ReadCloser, error)) iter.Seq2[*Consultation, error] {
	return func(yield func(*Consultation, error) bool) {
		all := groupsIn(c.Folders, names, c.Roles)
		for n, g := range all {
			w := &work{Conversion: c, Consultation: &Consultation{Name: g.name}}
			if err := w.read(g.files, open); err != nil {
				yield(nil, err)
				return
			}
			if n > 0 && all[n-1].name == g.name || n+1 < len(all) && all[n+1].name == g.name {
				w.report(ruleAmbiguous, 0, "", "another consultation has the same name: the same key, in another place or another folder")
			}
			w.convert()
			if !yield(w.Consultation, nil) {
				return
			}
		}
	}
}

// A work is the conversion of one consultation.
type work struct {
	Conversion
	*Consultation
	files   []heard
	voices  []voice // by speaker, once all are found
	clipped int     // utterances that were parted from the next
}

// A heard is a file and what it holds; nothing where it was refused.
type heard struct {
	source
	Transcript
	findings []schema.Finding
}

func (w *work) read(files []source, open func(string) (io.ReadCloser, error)) error {
	for _, file := range files {
		r, err := open(file.name)
		if err != nil {
			return err
		}
		t, findings, err := ReadTextGrid(r, file.name)
		r.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", file.name, err)
		}
		h := heard{source: file, findings: findings}
		if t != nil {
			h.Transcript = *t
		}
		w.files = append(w.files, h)
		w.Findings = append(w.Findings, findings...)
	}
	return nil
}

// convert goes on as long as nothing is wrong, so that no finding follows from another.
func (w *work) convert() {
	var all []said
	for _, stage := range []func(){w.hear, w.agree, func() { all = w.talk() }, func() { w.fits(all) }} {
		if w.refusal() == "" {
			stage()
		}
	}
	refusal := w.refusal()
	if refusal == "" {
		w.Encounter = w.encounter(all)
	}
	w.account(refusal)
	slices.SortStableFunc(w.Findings, schema.Compare)
}

// refusal is the rule for which the consultation is refused; "" if it is not.
func (w *work) refusal() schema.RuleID {
	i := slices.IndexFunc(w.Findings, func(f schema.Finding) bool { return f.Severity == schema.Error })
	if i < 0 {
		return ""
	}
	return w.Findings[i].Rule
}

func (w *work) account(refusal schema.RuleID) {
	l := &w.Loss
	l.Read("consultation", 1)
	l.Read("file", len(w.files))
	for _, file := range w.files {
		l.Read("tier", len(file.Tiers))
		for _, tier := range file.Tiers {
			l.Read("interval", len(tier.Intervals))
		}
	}
	if refusal != "" {
		l.Drop("consultation", string(refusal), 1)
		for _, element := range []string{"file", "tier", "interval"} {
			l.Drop(element, lossRefused, int(l.Of(element).Read))
		}
		return
	}
	l.Keep("consultation", 1)
	l.Keep("file", len(w.files))
	kept := -w.clipped
	for n, file := range w.files {
		for i, tier := range file.Tiers {
			spoken, all := 0, len(tier.Intervals)
			for range tier.Utterances() {
				spoken++
			}
			switch {
			case slices.ContainsFunc(w.voices, func(v voice) bool { return v.file == n && v.tier == i }):
				l.Keep("tier", 1)
				kept += spoken
				l.Drop("interval", lossSilence, all-spoken)
			case tier.Points:
				l.Drop("tier", lossPoints, 1)
				l.Drop("interval", lossPoints, all)
			default:
				l.Drop("tier", lossNoRole, 1)
				l.Drop("interval", lossNoRole, all)
			}
		}
	}
	l.Keep("interval", kept)
	l.Change("interval", lossClipped, w.clipped)
}

func (w *work) tier(v voice) Tier { return w.files[v.file].Tiers[v.tier] }

// report adds a finding about a file as a whole, or a part of it.
func (w *work) report(id schema.RuleID, file int, pointer, detail string) {
	f := ruleOf(id).At(pointer, detail)
	f.Position = schema.Position{Source: w.files[file].name, Line: 1, Column: 1}
	w.Findings = append(w.Findings, f)
}
