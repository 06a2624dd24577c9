package transcript

import (
	"bytes"
	"math"
	"strconv"

	"github.com/coproduction-lab/coproduction-go/schema"
)

// A kind is what a piece of a Praat text file is.
type kind byte

const (
	end    kind = iota // the end of the file
	number             // 457.92
	label              // "a text, with "" for a quote"
	flag               // <exists>
	broken             // something that cannot be told
)

// A token is a free-standing piece of a Praat text file: src[at:end].
type token struct {
	kind    kind
	at, end int
	value   float64       // of a number
	unit    bool          // a number followed by the letter s
	rule    schema.RuleID // why it is broken
	detail  string
}

// A scanner cuts a Praat text file into its tokens. To Praat such a file is a
// stream of free-standing numbers, texts in quotes and flags in angle brackets;
// everything else is there for people, as are the words, the equals signs and the
// [1]: of the long form and everything from ! to the end of a line. That is why
// the long and the short form of a file are the same stream.
//
// Source: Boersma P, Weenink D. Praat manual, "TextGrid file formats".
type scanner struct {
	src []byte
	pos int
}

func (s *scanner) next() token {
	for s.pos < len(s.src) {
		at := s.pos
		switch c := s.src[at]; {
		case isSpace(c):
			s.pos++
		case c == '!':
			s.skipLine()
		case c == '"':
			return s.label()
		default:
			s.pos = at + wordLen(s.src[at:])
			if tok := classify(s.src[at:s.pos]); tok.kind != end {
				tok.at, tok.end = at, s.pos
				return tok
			}
		}
	}
	return token{kind: end, at: s.pos, end: s.pos}
}

func (s *scanner) skipLine() {
	if n := bytes.IndexAny(s.src[s.pos:], "\r\n"); n >= 0 {
		s.pos += n
	} else {
		s.pos = len(s.src)
	}
}

// label reads a text in quotes. The quote that ends it must be followed by white
// space: otherwise it was meant as part of the text, and where the text ends
// nobody can tell.
func (s *scanner) label() token {
	at := s.pos
	for i := at + 1; i < len(s.src); i++ {
		if s.src[i] != '"' {
			continue
		}
		if i+1 < len(s.src) && s.src[i+1] == '"' {
			i++
			continue
		}
		s.pos = i + 1
		if s.pos < len(s.src) && !isSpace(s.src[s.pos]) {
			return token{kind: broken, at: i, end: i + 1, rule: ruleQuote,
				detail: "a quote inside a text is not doubled, or the text is not followed by a space"}
		}
		return token{kind: label, at: at, end: s.pos}
	}
	s.pos = len(s.src)
	return token{kind: broken, at: at, end: at + 1, rule: ruleTruncated, detail: "the text that opens here is never closed"}
}

// text returns what a label holds; nothing for any other token.
func (s *scanner) text(tok token) string {
	if tok.kind != label {
		return ""
	}
	return string(bytes.ReplaceAll(s.src[tok.at+1:tok.end-1], []byte(`""`), []byte(`"`)))
}

// classify says what a word without white space is; kind end stands for a word
// that only people read.
func classify(word []byte) token {
	switch first := word[0]; {
	case first == '<':
		if word[len(word)-1] != '>' {
			return token{kind: broken, rule: ruleStructure, detail: "a flag is not closed"}
		}
		return token{kind: flag}
	case isDigit(first), first == '.' && len(word) > 1 && isDigit(word[1]), isSign(first) && len(word) > 1, notFinite(word):
		return numeral(word)
	case bytes.IndexByte(word, '"') >= 0:
		return token{kind: broken, rule: ruleQuote, detail: "a quote stands inside a word"}
	}
	return token{}
}

// numeral reads a decimal number. Praat takes the leading part of 0,5 or 50% or
// 1/2 or 0x10 in its own way and other programs in theirs; such a number is
// broken. Only a unit of seconds is let pass.
func numeral(word []byte) token {
	digits, unit := bytes.CutSuffix(word, []byte("s"))
	bad := token{kind: broken, rule: ruleNumber, detail: "not a plain decimal number"}
	if c := digits[0]; c == '.' || isSign(c) && !(len(digits) > 1 && isDigit(digits[1])) {
		return bad
	}
	for _, c := range digits {
		if !isDigit(c) && !isSign(c) && c != '.' && c != 'e' && c != 'E' {
			return bad
		}
	}
	value, err := strconv.ParseFloat(string(digits), 64)
	if err != nil && !math.IsInf(value, 0) { // out of range is not a matter of syntax
		return bad
	}
	return token{kind: number, value: value, unit: unit}
}

func notFinite(word []byte) bool {
	for _, name := range []string{"nan", "inf", "infinity"} {
		if bytes.EqualFold(word, []byte(name)) {
			return true
		}
	}
	return false
}

// wordLen returns the bytes up to white space or a comment.
func wordLen(b []byte) int {
	for i, c := range b {
		if isSpace(c) || c == '!' {
			return i
		}
	}
	return len(b)
}

func isSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
func isSign(c byte) bool  { return c == '+' || c == '-' }
