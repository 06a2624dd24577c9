package coproduction

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/encounter"
	"github.com/coproduction-lab/coproduction-go/schema"
)

// The rules of privacy look at every text and number of a record, also of one
// that its schema rejects: what tells who somebody is does so in any field.
var (
	ruleCPR = schema.Rule{ID: "privacy-cpr", Severity: schema.Error,
		Title:  "Nothing has the shape of a Danish personal identification number (DDMMYY-SSSS)",
		Why:    "the number names one person for life, and holds the day of birth; numbers that fail modulus 11 have been given out since 2007",
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

// privacyFindings holds every text and number of a record to the rules of privacy.
func privacyFindings(kind schema.Kind, raw []byte) []schema.Finding {
	var found []schema.Finding
	seen := map[string]bool{} // ids that were reported
	for text := range schema.Texts(kind, raw) {
		text.Extension = text.Extension && kind != "" // which fields are local only a schema can tell
		report := func(rule schema.Rule, detail string) {
			f := rule.At(text.Pointer, detail)
			f.Position = schema.PositionOf(raw, text.Offset, text.Length)
			found = append(found, f)
		}
		if id, ok := uuidIn(text.Value); ok {
			if v := id.Version(); !seen[id.String()] && (v == 1 || v == 2 || v == 6 || v == 7) {
				seen[id.String()] = true
				report(ruleTimeUUID, "this id is a UUID of version "+strconv.Itoa(v))
			}
			continue
		}
		lookAt(text, report)
	}
	return found
}

// lookAt applies the rules that are about one text at a time.
func lookAt(text schema.Text, report func(schema.Rule, string)) {
	value, digits, ascii := text.Value, 0, true
	for i := range len(value) {
		if isDigit(value[i]) {
			digits++
		}
		ascii = ascii && value[i] < utf8.RuneSelf
	}
	if digits < 2 && !text.Extension && !strings.Contains(value, "@") {
		return // as most texts of a record
	}
	if !ascii {
		value = plainHyphens.Replace(value)
	}
	named := fieldWords(text.Name)
	switch checked, ok := cprIn(value, digits); {
	case ok && checked:
		report(ruleCPR, "a date and four digits that pass modulus 11")
	case ok:
		report(ruleCPR, "a date and four digits")
	case digits >= 8 && (!text.Number && phone.MatchString(value) || isAny(named, phoneFields) && onlyPhone.MatchString(value)):
		report(rulePhone, "digits in the order of a telephone number")
	}
	if strings.Contains(value, "@") && email.MatchString(value) {
		report(ruleEmail, "a name, an @ and a domain")
	}
	if digits >= 3 && (born.MatchString(value) || isAny(named, birthFields) && fullDate.MatchString(value)) {
		report(ruleBirthDate, "a full date that is said to be of a birth")
	}
	if digits >= 2 && (overAge(aged, value) || isAny(named, ageFields) && !isAny(named, shortUnits) && overAge(years, value)) {
		report(ruleAge, "an age over 89")
	}
	if text.Extension && !text.Number {
		if isAny(named, personFields) && strings.ContainsFunc(value, unicode.IsLetter) && !codeOfPerson.MatchString(value) {
			report(ruleName, "this does not look like a pseudonym")
		}
		if len(strings.Fields(value)) > tableWords {
			report(ruleFreeText, "more words than a category has")
		}
	}
}

// tableWords is how many words a cell of a table may have before it counts as free text.
const tableWords = 5

var (
	email = regexp.MustCompile(`[\pL\pN._%+-]+@[\pL\pN-]+(\.[\pL\pN-]+)+`)
	// A country code and at least seven digits, or eight in the groups in which
	// people write them, or any eight behind a word that says so.
	phone = regexp.MustCompile(`(?i)(?:^|[^\pL\pN.,])(?:(?:\+|00)[1-9](?:[ ().-]{0,3}[0-9]){7,14}|[0-9]{2}(?: [0-9]{2}){3}|[0-9]{2}(?:\.[0-9]{2}){3}|[0-9]{2}(?:-[0-9]{2}){3}` +
		`|[0-9]{4} [0-9]{4}|[0-9]{3}-[0-9]{3}-[0-9]{4}` +
		`|(?:tel|tlf|telefon|telephone|phone|mobile?|mob)[.:]? *(?:(?:no|nr|number|nummer)[.:]? *)?(?:[0-9][ .-]?){8,})(?:$|[^\pL\pN])`)
	onlyPhone = regexp.MustCompile(`^ *(?:[0-9][ ().-]*){8,15}$`)
	// A date of which all three parts are given.
	fullDate = regexp.MustCompile(date + `|^ *(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) *$`)
	born     = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:born|birth|date of birth|dob|født|fødselsdato|f\.|geboren|naissance|née?)[^0-9]{0,20}(?:` + date + `)`)
	aged     = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:aged?|alder)(?: of| is| was)?[ :=]{1,3}([0-9]{2,3})(?:[^0-9+]|$)` +
		`|(?:^|[^0-9.,])([0-9]{2,3})[- ]?(?:years?[- ]?old|years? of age|yo\b|y/o|år(?:ige?)?(?: gammel)?(?:[^\pL]|$))`)
	years        = regexp.MustCompile(`^ *([0-9]{2,3})(?:[.,][0-9]+)? *$`)
	codeOfPerson = regexp.MustCompile(`^([A-Za-z]{1,2}|[A-Za-z]{0,12}[-_ ]?[0-9]{1,6})$`)

	birthFields  = []string{"birth", "birthdate", "dob", "born", "birthday", "fødselsdato", "foedselsdato", "fødselsdag", "foedselsdag", "født"}
	ageFields    = []string{"age", "alder", "ageyears"}
	shortUnits   = []string{"month", "months", "week", "weeks", "day", "days", "måneder", "uger", "dage"}
	phoneFields  = []string{"phone", "telephone", "tel", "tlf", "telefon", "mobile", "mobil", "mob", "phonenumber", "telefonnummer", "mobilnummer"}
	personFields = []string{"coder", "coders", "user", "username", "author", "annotator", "rater", "creator", "interviewer", "transcriber", "transcriptionist", "observer", "login", "createdby", "modifiedby", "codedby"}
)

const (
	day   = `(?:0?[1-9]|[12][0-9]|3[01])`
	month = `(?:jan|feb|mar|mär|apr|maj|may|mai|jun|jul|aug|sep|o[ck]t|nov|de[cz])\pL*`
	date  = `(?:[12][0-9]{3}[-/.](?:0?[1-9]|1[0-2])[-/.]` + day +
		`|` + day + `(?:[-/. ]{1,2}(?:0?[1-9]|1[0-2])[-/. ]{1,2}|(?:\.|st|nd|rd|th)?(?: of)? ` + month + `\.? )(?:[12][0-9]{3}|[0-9]{2})` +
		`|` + month + `\.? ` + day + `(?:st|nd|rd|th)?,? [12][0-9]{3})`
)

// plainHyphens writes the hyphens and spaces of word processors as those of keyboards.
var plainHyphens = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2212", "-", "\u00a0", " ", "\u202f", " ")

// cprIn reports whether the text holds a day of birth and four digits, on their
// own or joined by a hyphen or space, and whether they pass modulus 11. Ten digits
// in a row count only if they pass: so many other numbers have ten digits.
func cprIn(text string, digits int) (checked, ok bool) {
	if digits < 10 {
		return false, false
	}
	for i := 0; i+10 <= len(text); i++ {
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); isDigitOrLetter(before) || !isDigit(text[i]) {
			continue
		}
		number := text[i:min(i+11, len(text))]
		joined := true
		if sixth := number[6]; sixth == '-' || sixth == ' ' {
			joined = false
			number = number[:6] + number[7:]
		}
		number = number[:min(10, len(number))]
		end := i + 10
		if !joined {
			end++
		}
		if len(number) < 10 || strings.ContainsFunc(number, func(r rune) bool { return r < '0' || r > '9' }) || !isDayMonth(number) {
			continue
		}
		if after, _ := utf8.DecodeRuneInString(text[end:]); isDigitOrLetter(after) {
			continue
		}
		if checked := modulus11(number); checked || !joined {
			return checked, true
		}
	}
	return false, false
}

// isDayMonth reports whether the digits begin with a day and month that exist.
func isDayMonth(digits string) bool {
	_, err := time.Parse("02012006", digits[:4]+"2000") // a leap year
	return err == nil
}

// modulus11 reports whether the weighted sum of ten digits is divisible by 11.
func modulus11(digits string) bool {
	sum := 0
	for i, weight := range []int{4, 3, 2, 7, 6, 5, 4, 3, 2, 1} {
		sum += weight * int(digits[i]-'0')
	}
	return sum%11 == 0
}

// overAge reports whether a number that the pattern captures is an age over 89.
func overAge(pattern *regexp.Regexp, text string) bool {
	for _, match := range pattern.FindAllStringSubmatch(text, -1) {
		years, err := strconv.Atoi(strings.Join(match[1:], ""))
		if err == nil && years > 89 && years < 130 {
			return true
		}
	}
	return false
}

// uuidIn reads a text that is a UUID, or the target of a coding.
func uuidIn(text string) (encounter.ID, bool) {
	text = strings.TrimPrefix(text, "urn:uuid:")
	if len(text) > 36 && text[36] == '#' {
		text = text[:36]
	}
	if len(text) != 36 {
		return encounter.ID{}, false
	}
	id, err := encounter.ParseID(strings.ToLower(text))
	return id, err == nil
}

// fieldWords are the words of a field's name, as in patient_age, coderName or
// patientDOB, and the whole name, all in lower case and without numbers at the ends.
func fieldWords(name string) []string {
	var words []string
	begin := 0
	upper := true // the letter before was one, as within DOB
	for i, r := range name {
		was := upper
		upper = unicode.IsUpper(r)
		if strings.ContainsRune("_-. ", r) || upper && !was {
			words = append(words, name[begin:i])
			begin = i
		}
	}
	words = append(words, name[begin:], name)
	for i := range words {
		words[i] = strings.ToLower(strings.Trim(words[i], "_-. 0123456789"))
	}
	return append(words, strings.Join(words[:len(words)-1], ""))
}

func isAny(words, of []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(of, w) })
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isDigitOrLetter(r rune) bool {
	return unicode.IsDigit(r) || r != utf8.RuneError && unicode.IsLetter(r)
}
