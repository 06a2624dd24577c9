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
)

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

// isDayMonth reports whether the digits begin with a day and month that exist. The
// replacement numbers of people who have no other, as newcomers, add 60 to the day.
func isDayMonth(digits string) bool {
	first := digits[0]
	if first >= '6' {
		first -= 6
	}
	_, err := time.Parse("02012006", string(first)+digits[1:4]+"2000") // a leap year
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
