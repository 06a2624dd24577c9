package transcript

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/coproduction-lab/coproduction-go/coproduction/exchange"
	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Form is a form of transcript that a [Script] reads.
type Form string

// The forms.
const (
	EAF    Form = "eaf"    // ELAN annotation format
	CHAT   Form = "chat"   // of the TalkBank
	WebVTT Form = "webvtt" // subtitles with voices
	SRT    Form = "srt"    // subtitles
)

// ErrForm is what [Script.Read] returns for a form that is none of [Forms].
var ErrForm = errors.New("transcript: no such form")

// Forms lists every form.
func Forms() []Form { return []Form{EAF, CHAT, WebVTT, SRT} }

// A Script reads transcripts in which speakers are named: annotations of ELAN, CHAT,
// WebVTT and SRT. A file is one consultation, named by the file's name without folder
// and ending.
//
// Whoever speaks is known by a key of the roles: in ELAN the participant of a tier, or
// else the tier's name; in CHAT the code of a speaker or their role in the
// participants' header; in WebVTT the voice; in SRT a label before the text, as in
// "Doctor:" or "[doctor]". An utterance of somebody without a role is left out, with a
// finding.
//
// In CHAT every code is a speaker of its own, and the roles say what they are: several
// may be doctors. Roles that the caller gives go by the code first; customary ones
// never outrank what the header says of a code, and are asked for the code only where
// the header says nothing, or as little as "Participant".
//
// Each utterance becomes a turn with its times, as far as they are known, and its
// number of words. Turns stand in the order in which they begin; one without times
// stays behind the one above it in its file or, in ELAN, its tier. Times that run
// backwards, and those of a speaker who would talk twice at once, are left out of the
// turn and counted. Texts make one source, a line an utterance; see
// [exchange.Options.KeepText]. Codes on the tiers that belong to utterances become
// codings; see CodeTiers.
//
// Nobody is identified, as in [Conversion.Encounters]. Where somebody spoke of whom no key
// tells the role, or an utterance could not be read, the encounter says that it is not recorded
// whether anybody took part in the roles that nobody has. Of an interpreter's label without a
// role it says so of interpreters, and of somebody whom a header of CHAT names and who says
// nothing, of their role. Without a patient's utterance no encounter can be made, unless
// PatientPresent says that the patient was there.
//
// The account counts file, utterance, text and code, and the definitions of codes. Beside
// them it counts by name, where the name is the format's own: in CHAT each header and
// dependent tier; in WebVTT the header with its lines, and each NOTE, STYLE and REGION; in
// subtitles cue identifiers, cue settings and tags but those of voices; and in ELAN tiers,
// time slots, annotations that are neither utterance nor code, entries of vocabularies with
// their values, and every other element that is not only there to hold these. Memory is
// that of one file, at most some ten times [MaxText], and the codings of all.
type Script struct {
	exchange.Options
	Form  Form
	Roles Roles // by key; nil: [ScriptRoles]
	// CodeTiers name the tiers that hold codes: in ELAN tiers, or their types; in CHAT
	// dependent tiers, as "cod". Nil: in ELAN those whose type has a controlled vocabulary,
	// with a note that says so, in CHAT "cod". What stands on them is the name of a code,
	// and kept.
	CodeTiers []string
	// SpeechTiers name the tiers of ELAN that hold what somebody says, or their types;
	// also those that belong to another tier, as where that holds references only. Nil:
	// the first tier on the time axis of each speaker, with a warning where there are
	// several.
	SpeechTiers    []string
	PatientPresent bool
	Tags           []string
	Mode           encounter.Mode
	Recording      encounter.Recording
	Folders        bool // the folder of a file is part of the name of its consultation
}

// ScriptRoles are the roles of customary keys: those of [LabelRoles], and the codes and
// roles of the TalkBank that can be one thing only.
func ScriptRoles() Roles {
	return collectionRoles().Beside(Roles{
		{Key: "DOC", Role: encounter.RoleProfessional, Profession: encounter.Doctor},
		{Key: "Nurse", Role: encounter.RoleProfessional, Profession: encounter.Nurse},
		{Key: "NUR", Role: encounter.RoleProfessional, Profession: encounter.Nurse},
		{Key: "PAT", Role: encounter.RolePatient},
	}).Beside(usualWords())
}

// Read reads the files one after the other. The error is [ErrForm], or one of opening or
// reading a file, of ctx, or of to.Record.
func (s Script) Read(ctx context.Context, files []exchange.File, to *exchange.Sink) error {
	if !slices.Contains(Forms(), s.Form) {
		return ErrForm
	}
	r := &scripts{Script: s, to: to, names: map[string]bool{}, met: map[string]bool{}, book: newCodebook(s.Options)}
	if r.Roles == nil {
		r.Roles = ScriptRoles()
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.read(file); err != nil {
			return err
		}
	}
	r.missed(files)
	return r.book.hand(to)
}

// A scripts is the reading of several files.
type scripts struct {
	Script
	to     *exchange.Sink
	names  map[string]bool
	met    map[string]bool // names and types of tiers, of all files
	book   *codebook
	ledger *ledger
	used   usages // of the codes of the file
	glossary
	rated ratedTurn
	told  map[string]bool // customary keys that a note has named
}

func (r *scripts) read(file exchange.File) error {
	in, err := file.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	r.ledger, r.used, r.glossary = newLedger(file.Name), usages{}, glossary{}
	r.to.Loss.Read("file", 1)
	var p parsed
	if r.Form == EAF {
		p, err = r.parseEAF(in)
	} else {
		c := newCharacters(in)
		text, broken := c.whole()
		if err = c.err; err == nil {
			r.ledger.encoded(c)
			if broken != nil {
				r.ledger.flaw(broken)
			} else {
				parse := map[Form]func(cell) parsed{CHAT: r.parseCHAT, WebVTT: r.parseVTT, SRT: r.parseSRT}[r.Form]
				p = parse(text)
			}
		}
		p.end = c.at
	}
	if err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	err = r.convert(named(r.Folders, file.Name, stem(file.Name)), p)
	r.used.report(r.ledger)
	r.ledger.close(p.end, r.to.Finding)
	return err
}

// The reasons in the account of scripts.
const (
	lossUnnamed   = "nobody's"
	lossNobodys   = "belongs to no utterance"
	lossUnread    = "could not be read"
	lossNoTimes   = "without times that could not be so"
	lossStranger  = "of a speaker without a role"
	lossNoTurn    = "on an utterance that was left out"
	lossNoSpeech  = "no text"
	lossCodeEmpty = "no code"
	lossTooMany   = "beyond what the records hold"
)

// convert makes the records of one file.
func (r *scripts) convert(name string, p parsed) error {
	loss := &r.to.Loss
	loss.Read("utterance", len(p.uttered)+p.left)
	codes := 0
	for i := range p.uttered {
		codes += len(p.uttered[i].codes)
	}
	loss.Read("code", codes)
	loss.Drop("utterance", lossUnread, p.left)
	c := &castOf{scripts: r, said: p.uttered, element: "utterance", at: fileStart(), untold: p.untold}
	if p.left > 0 {
		c.untold.heard()
	}
	for _, u := range p.silent {
		c.listed(u)
	}
	refusal := r.ledger.first
	if !r.ledger.log.Failed() {
		refusal = c.cast(name)
	}
	if refusal != "" {
		loss.Drop("file", string(refusal), 1)
		loss.Drop("utterance", lossRefused, len(p.uttered))
		loss.Drop("code", lossRefused, codes)
		for _, element := range p.account.Elements() {
			n := int(p.account.Of(element).Read)
			loss.Read(element, n)
			loss.Drop(element, lossRefused, n)
		}
		return nil
	}
	loss.Merge(&p.account)
	loss.Keep("file", 1)
	c.headers(&p)
	loss.Read("text", 1)
	e, text := c.encounter(name)
	if err := r.to.Record(e); err != nil {
		return err
	}
	if err := handSource(r.to, sourceOf(r.Options, name, e.ID, text, true, loss), c.lines(text)); err != nil {
		return err
	}
	r.book.define(p.definitions, r.ledger)
	for turn, u := range c.turns {
		r.code(name, e.ID, turn, &u)
	}
	return nil
}
