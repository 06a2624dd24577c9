package decode

import (
	"bytes"
	"encoding/json"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// extensions reads the fields that a study added, and looks at what they hold.
func (d *Decoder) extensions() encounter.Extensions {
	begin := d.at
	if !d.open('{') {
		return nil
	}
	e := d.emptyMap()
	for d.more('}') {
		name := d.words.text(d.quoted())
		d.colon()
		value := bytes.TrimRight(d.span(), " \t\r\n")
		if !d.Reuse {
			value = bytes.Clone(value)
		}
		e[name] = json.RawMessage(value)
	}
	if !d.unsure && !d.look {
		d.look = !d.plainFields(d.raw[begin:d.at])
	}
	return e
}

// emptyMap is a map for the extensions of one record; one that was used before, where
// memory is used again.
func (d *Decoder) emptyMap() encounter.Extensions {
	if !d.Reuse {
		return make(encounter.Extensions)
	}
	all := d.maps.all
	if len(all) < cap(all) {
		if e := all[:len(all)+1][len(all)]; e != nil {
			d.maps.all = all[:len(all)+1]
			clear(e)
			return e
		}
	}
	e := make(encounter.Extensions)
	d.maps.all = append(all, e)
	return e
}

// The most words and letters that a text may have beside the schema; more is free text.
const fieldWords, fieldLetters = 5, 60

// PlainTexts reports that no text in a record, of whatever shape, could tell who somebody
// is, as [Decoder.Record] does. The record must be strict JSON. It is quicker, and more
// careful: of some records that are plain it says nothing.
func (d *Decoder) PlainTexts(record []byte) bool { return d.plainFields(record) }

// plainFields looks at all names and texts between the brackets of extensions. Each
// must be plain and short, and no name may be one of fields about people; numbers say
// nothing under other names.
func (d *Decoder) plainFields(span []byte) bool {
	raw, at, unsure := d.raw, d.at, d.unsure
	defer func() { d.raw, d.at, d.unsure = raw, at, unsure }()
	d.raw, d.at, d.unsure = span, 0, false
	for {
		i := bytes.IndexByte(span[d.at:], '"')
		if i < 0 {
			return true
		}
		d.at += i
		text := d.quoted()
		if d.unsure || !Plain(text) || !short(text) {
			return false
		}
		if rest := bytes.TrimLeft(span[d.at:], " \t\r\n"); len(rest) > 0 && rest[0] == ':' && d.isPersonal(text) {
			return false
		}
	}
}

// short reports whether a text is sure to have no more words and letters than a
// category has. Spaces that are not ASCII count as letters of a long text.
func short(text []byte) bool {
	if len(text) > fieldLetters {
		return false
	}
	for i, c := range text {
		switch {
		case c < ' ', c == 0xc2 && i+1 < len(text) && text[i+1] <= 0xa0, c >= 0xe1 && c <= 0xe3:
			return false
		}
	}
	return bytes.Count(text, []byte{' '}) < fieldWords
}

// isPersonal asks about the name of a field, once for each name: they are the study's
// own, and few.
func (d *Decoder) isPersonal(name []byte) bool {
	known, asked := d.personal[string(name)]
	if !asked {
		known = d.Personal == nil || d.Personal(string(name))
		if d.personal == nil || len(d.personal) > 1000 {
			d.personal = make(map[string]bool)
		}
		d.personal[string(name)] = known
	}
	return known
}
