package coproduction

import (
	"bytes"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/coproduction/internal/decode"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The rules of privacy look at every text and number of a record, also of one
// that its schema rejects: what tells who somebody is does so in any field.
var (
	ruleCPR = schema.Rule{ID: "privacy-cpr", Severity: schema.Error,
		Title:  "Nothing has the shape of a Danish personal identification number (DDMMYY-SSSS)",
		Why:    "the number names one person for life, and holds the day of birth; numbers that fail modulus 11 have been given out since 2007, and the replacement numbers of newcomers add 60 to the day",
		Mend:   "remove it; use a pseudonym made under a secret key instead",
		Source: "CPR-kontoret, Personnummeret i CPR-systemet"}
	ruleEmail = schema.Rule{ID: "privacy-email", Severity: schema.Error,
		Title: "Nothing has the shape of an e-mail address",
		Why:   "an address names its owner", Mend: "remove it"}
	rulePhone = schema.Rule{ID: "privacy-phone", Severity: schema.Error,
		Title: "Nothing has the shape of a telephone number",
		Why:   "a number leads to its owner", Mend: "remove it"}
	ruleBirthDate = schema.Rule{ID: "privacy-birth-date", Severity: schema.Error,
		Title:  "Nobody's exact date of birth is given",
		Why:    "date of birth, sex and a postcode are enough to find most people",
		Mend:   "give the age as a band",
		Source: "45 CFR 164.514(b)(2)(i)(C)"}
	ruleAge = schema.Rule{ID: "privacy-age", Severity: schema.Error,
		Title:  "No age over 89 is given",
		Why:    "so few people are that old that the age alone may give them away",
		Mend:   "use the band 90+",
		Source: "45 CFR 164.514(b)(2)(i)(C)"}
	ruleTimeUUID = schema.Rule{ID: "privacy-time-uuid", Severity: schema.Warning,
		Title:  "No id holds the time at which it was made",
		Why:    "UUIDs of version 1, 2, 6 and 7 tell when a record was made, some also on which computer; with a calendar that leads to the person",
		Mend:   "use random ids (version 4), or pseudonyms under a secret key (version 8)",
		Source: "RFC 9562, section 8"}
	ruleName = schema.Rule{ID: "privacy-name", Severity: schema.Error,
		Title: "A field for a coder, user or author holds a pseudonym, not a name",
		Why:   "coders and interviewers are people of the study too, and logins are often names",
		Mend:  "put the id of a team member, or a code such as C1"}
	ruleFreeText = schema.Rule{ID: "privacy-free-text", Severity: schema.Warning,
		Title: "No local field holds free text",
		Why:   "extensions go into tables as they are, and nobody looks for a patient's words there",
		Mend:  "code it; a text that is analysed belongs into a source record"}
)

// privacyRules lists the rules of privacy.
func privacyRules() []Rule {
	var rules []Rule
	for _, r := range []schema.Rule{ruleCPR, ruleEmail, rulePhone, ruleBirthDate, ruleAge, ruleTimeUUID, ruleName, ruleFreeText} {
		rules = append(rules, Rule{Rule: r, Scope: ScopePrivacy})
	}
	return rules
}

// A privacy holds records to the rules of privacy.
type privacy struct {
	personal map[string]bool // names of the schemas that were asked about
}

// findings holds every text and number of a record to the rules of privacy. Those
// that are plain, as nearly all are, are told without a closer look.
func (p *privacy) findings(kind schema.Kind, raw []byte) []schema.Finding {
	return textFindings(kind, raw, schema.TextsBut(kind, raw, p.plain))
}

// plain reports that a text or number under a name of the schema breaks no rule.
func (p *privacy) plain(name string, text []byte, number bool) bool {
	personal, asked := p.personal[name]
	if !asked {
		if p.personal == nil {
			p.personal = make(map[string]bool)
		}
		personal = isPersonal(name)
		p.personal[name] = personal
	}
	if personal {
		return false
	}
	if number {
		return len(bytes.Trim(text, "+-.0123456789eE")) == 0 // where names say nothing, numbers say nothing
	}
	return decode.Plain(text)
}

// textFindings holds texts and numbers of a record to the rules of privacy.
func textFindings(kind schema.Kind, raw []byte, texts iter.Seq[schema.Text]) []schema.Finding {
	var found []schema.Finding
	seen := map[string]bool{} // ids that were reported
	position := schema.Positions(raw)
	for text := range texts {
		text.Extension = text.Extension && kind != "" // which fields are local only a schema can tell
		report := func(rule schema.Rule, detail string) {
			f := rule.At(text.Pointer, detail)
			f.Position = position(text.Offset, text.Length)
			found = append(found, f)
		}
		ids, rest := uuidsIn(text.Value)
		for _, id := range ids {
			if v := id.Version(); !seen[id.String()] && (v == 1 || v == 2 || v == 6 || v == 7) {
				seen[id.String()] = true
				report(ruleTimeUUID, "this id is a UUID of version "+strconv.Itoa(v))
			}
		}
		if text.Value = rest; rest != "" {
			lookAt(text, report)
		}
	}
	return found
}

// isPersonal reports whether a field of that name is about who somebody is.
func isPersonal(name string) bool {
	words := fieldWords(name)
	return isAny(words, cprFields) || isAny(words, phoneFields) || isAny(words, birthFields) || isAny(words, ageFields) || isAny(words, personFields)
}

// Identifying names the rules of privacy that a text on its own breaks, as an id
// that is an identification number or an address.
func Identifying(text string) []schema.Rule {
	var broken []schema.Rule
	lookAt(schema.Text{Value: text}, func(rule schema.Rule, _ string) { broken = append(broken, rule) })
	return broken
}

// lookAt applies the rules that are about one text at a time.
func lookAt(text schema.Text, report func(schema.Rule, string)) {
	value := text.Value
	if strings.ContainsFunc(value, func(r rune) bool { return r >= utf8.RuneSelf }) {
		value = plain.Replace(value)
	}
	digits := 0
	for i := range len(value) {
		if isDigit(value[i]) {
			digits++
		}
	}
	if digits < 2 && !text.Extension && !strings.Contains(value, "@") {
		return // as most texts of a record
	}
	var named []string
	for _, name := range text.Names {
		named = append(named, fieldWords(name)...)
	}
	saidCPR := isAny(named, cprFields) || digits >= 10 && strings.Contains(strings.ToLower(value), "cpr")
	if text.Number && saidCPR && len(value) == 9 {
		value = "0" + value // a program has taken it for a number
	}
	var checked, cpr bool
	if digits >= 9 && (!text.Number || saidCPR) {
		checked, cpr = cprIn(value, saidCPR)
	}
	switch {
	case cpr && checked:
		report(ruleCPR, "a date and four digits that pass modulus 11")
	case cpr:
		report(ruleCPR, "a date and four digits")
	case digits >= 8 && (!text.Number && phone().MatchString(value) || isAny(named, phoneFields) && onlyPhone().MatchString(value)):
		report(rulePhone, "digits in the order of a telephone number")
	}
	if strings.Contains(value, "@") && email().MatchString(value) {
		report(ruleEmail, "a name, an @ and a domain")
	}
	if digits >= 3 && (born().MatchString(value) || isAny(named, birthFields) && fullDate().MatchString(value)) {
		report(ruleBirthDate, "a full date that is said to be of a birth")
	}
	if digits >= 2 && (overAge(aged, value) || isAny(named, ageFields) && !isAny(named, shortUnits) && overAge(years, value)) {
		report(ruleAge, "an age over 89")
	}
	if text.Extension && !text.Number {
		if isAny(named, personFields) && strings.ContainsFunc(value, unicode.IsLetter) && !codeOfPerson().MatchString(value) && !slices.Contains(notNames, strings.ToLower(value)) {
			report(ruleName, "this does not look like a pseudonym")
		}
		if len(strings.Fields(value)) > tableWords || utf8.RuneCountInString(value) > tableLetters {
			report(ruleFreeText, "more words than a category has")
		}
	}
}
