package gseq

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxFile is how many bytes [Read] reads at most: a file is held in memory whole.
const MaxFile = 64 << 20

// ErrSize is what [Read] returns for a file of more than [MaxFile] bytes.
var ErrSize = errors.New("gseq: the file is larger than 64 MiB")

// A SyntaxError is a place at which a file is not SDIS, or not the part of SDIS
// that this package writes. It does not repeat what stands there.
type SyntaxError struct {
	Line   int   // from 1
	Column int   // from 1, in code points
	Offset int64 // bytes before the place
	Detail string
}

// Error states place and detail in one line.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("gseq: line %d, column %d: %s", e.Line, e.Column, e.Detail)
}

// Read reads the sequences that [File.Write] writes, and refuses everything else
// with a [*SyntaxError]: undeclared codes, names that are no names, times that run
// backwards, state and interval sequences, factors. Comments before the declaration
// and before a session are kept, others are not.
//
// It is there to see what a file says. It is no importer: who the patients and
// coders are is not in such a file.
func Read(r io.Reader) (*File, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	if err != nil {
		return nil, err
	}
	if len(text) > MaxFile {
		return nil, ErrSize
	}
	p := parser{text: string(text), file: new(File), declared: make(map[string]bool)}
	if p.run(); p.err != nil {
		return nil, p.err
	}
	return p.file, nil
}

// A parser goes through a file once. After the first error it stays where it is.
type parser struct {
	text     string
	at       int
	file     *File
	declared map[string]bool // codes; and behind an equals sign, the names of codes and sets in lower case
	comments []string        // since the last token
	err      error
}

func (p *parser) fail(at int, detail string) {
	if p.err != nil {
		return
	}
	before := p.text[:at]
	p.err = &SyntaxError{Line: 1 + strings.Count(before, "\n"), Offset: int64(at), Detail: detail,
		Column: 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])}
}

func (p *parser) run() {
	p.space()
	start := p.at
	p.file.Notes, p.comments = p.comments, nil
	p.file.Type = Type(p.word())
	if p.err == nil && !slices.Contains(Types(), p.file.Type) {
		p.fail(start, "not one of the types Event, Multievent, Timed")
	}
	if p.file.Type == Timed {
		p.space()
		start := p.at
		if p.label() != "seconds" {
			p.fail(start, "times in another unit than seconds")
		}
	}
	for p.next('(') {
		p.set()
	}
	p.need(';', "no semicolon at the end of the declaration")
	for p.space(); p.err == nil && p.at < len(p.text); p.space() {
		p.unit()
	}
}

func (p *parser) set() {
	set := Set{Exclusive: p.next('$')}
	set.Name = p.newName("name of a set")
	p.need('=', "no equals sign after the name of a set")
	for p.err == nil && !p.next(')') {
		code := p.newName("code")
		p.declared[code] = true
		set.Codes = append(set.Codes, code)
	}
	if len(set.Codes) == 0 {
		p.fail(p.at, "a set without codes")
	}
	p.file.Sets = append(p.file.Sets, set)
}

func (p *parser) unit() {
	unit := Unit{Label: p.label()}
	for p.comments = nil; p.err == nil; p.comments = nil {
		p.space()
		var s Session
		if n := len(p.comments); n > 0 {
			s.Note = p.comments[n-1]
		}
		p.session(&s)
		unit.Sessions = append(unit.Sessions, s)
		if p.next('/') {
			break
		}
		p.need(';', "neither a code, nor the end of a session, nor the end of a unit")
	}
	p.file.Units = append(p.file.Units, unit)
}

func (p *parser) session(s *Session) {
	for p.err == nil {
		p.space()
		start := p.at
		if p.at == len(p.text) || strings.IndexByte(";/", p.text[p.at]) >= 0 {
			break
		}
		m := p.moment()
		if n := len(s.Events); p.file.Type == Timed && n > 0 && m.Onset < s.Events[n-1].Onset {
			p.fail(start, "an onset before that of the event before")
		}
		s.Events = append(s.Events, m)
		if p.file.Type == Multievent && !p.next('.') {
			break
		}
	}
	if len(s.Events) == 0 {
		p.fail(p.at, "a session without events")
	}
}

func (p *parser) moment() (m Moment) {
	for p.err == nil {
		p.space()
		start := p.at
		code := p.name("code")
		switch {
		case p.err == nil && !p.declared[code]:
			p.fail(start, "a code that is not declared")
		case slices.Contains(m.Codes, code):
			p.fail(start, "a code that is there already")
		}
		m.Codes = append(m.Codes, code)
		p.space()
		if p.file.Type != Multievent || p.at == len(p.text) || !IsName(p.text[p.at:p.at+1]) {
			break
		}
	}
	if p.file.Type == Timed {
		p.need(',', "no comma before the onset")
		m.Onset = p.time()
		m.Offset = m.Onset
		p.space()
		if start := p.at; p.next('-') {
			if m.Offset = p.time(); m.Offset <= m.Onset {
				p.fail(start, "an offset that is not after the onset")
			}
		}
	}
	return m
}
