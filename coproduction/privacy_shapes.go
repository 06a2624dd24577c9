package coproduction

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// How long a cell of a table may be before it counts as free text; letters count
// for scripts that put no spaces between words.
const (
	tableWords   = 5
	tableLetters = 60
)

// notNames are words that a field about people may hold without naming anybody.
var notNames = append([]string{"yes", "no", "none", "both", "all", "other", "present", "absent", "unknown", "na", "n/a"},
	append(words(encounter.Roles()), append(words(encounter.Professions()), words(encounter.TeamRoles())...)...)...)

func words[W ~string](vocabulary []W) []string {
	var all []string
	for _, w := range vocabulary {
		all = append(all, string(w))
	}
	return all
}

// shape is an expression that is compiled when it is first asked for: whoever checks
// nothing does not wait for it.
func shape(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

var (
	uuid  = shape(`(?i)\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b`)
	email = shape(`[\pL\pN._%+-]+@[\pL\pN-]+(\.[\pL\pN-]+)+`)
	// A country code and at least seven digits, or eight in the groups in which
	// people write them, or any eight behind a word that says so.
	phone = shape(`(?i)(?:^|[^\pL\pN.,])(?:(?:\+|00)[1-9](?:[ ().-]{0,3}[0-9]){7,14}|[0-9]{2}(?: [0-9]{2}){3}|[0-9]{2}(?:\.[0-9]{2}){3}` +
		`|(?:[03-9][0-9]|1[0-8]|2[1-9])[0-9]{2} [0-9]{4}|[0-9]{3}-[0-9]{3}-[0-9]{4}` +
		`|(?:tel|tlf|telefon(?:nr)?|telephone|phone|mobile?|mob)[.:]? *(?:(?:no|nr|number|nummer)[.:]? *)?(?:[0-9][ .-]?){8,})(?:$|[^\pL\pN])`)
	onlyPhone = shape(`^ *(?:[0-9][ ().-]*){8,15}$`)
	// A date of which all three parts are given.
	fullDate = shape(date + `|^ *(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) *$`)
	born     = shape(`(?i)(?:^|[^\pL])(?:born|birth|date of birth|d\.?o\.?b\.?|født|fødselsdato|f\.|geboren|naissance|née?)[^0-9]{0,20}(?:` + date + `)`)
	aged     = shape(`(?i)(?:^|[^\pL])(?:aged?|alder)(?: of| is| was)?[ :=]{1,3}([0-9]{2,3})(?:[^0-9+]|$)` +
		`|(?:^|[^0-9.,])([0-9]{2,3})[- ]?(?:years?[- ]?old|years? of age|yo\b|y/o|(?:år(?:ige?)?(?: gammel)?|ans|jahre?(?: alt)?)(?:[^\pL]|$))`)
	years        = shape(`(?i)^ *([0-9]{2,3})(?:[.,][0-9]+)? *(?:years?|y|år|ans|jahre?)? *$`)
	codeOfPerson = shape(`(?i)^([a-z]{1,2}|(?:[a-z]{0,3}|coder|koder|rater|user|annotator|observer|interviewer|researcher|transcriber|author|member|person|team)[-_ ]?[0-9]{1,6})$`)

	birthFields  = []string{"birth", "birthdate", "dob", "born", "birthday", "fødselsdato", "foedselsdato", "fødselsdag", "foedselsdag", "født", "foedt", "bday", "naissance", "datenaissance", "datedenaissance", "geburtsdatum", "geburtstag", "تاريخالميلاد"}
	ageFields    = []string{"age", "alder", "ageyears", "âge", "alter"}
	shortUnits   = []string{"month", "months", "week", "weeks", "day", "days", "måneder", "uger", "dage"}
	phoneFields  = []string{"phone", "telephone", "tel", "tlf", "telefon", "mobile", "mobil", "mob", "phonenumber", "telefonnummer", "telefonnr", "mobilnummer", "cellphone", "gsm"}
	cprFields    = []string{"cpr", "cprnr", "cprnummer", "cprnumber", "personnummer", "ssn"}
	personFields = []string{"coder", "coders", "user", "username", "author", "annotator", "rater", "creator", "interviewer", "transcriber", "transcriptionist", "observer", "login", "createdby", "modifiedby", "codedby", "koder", "codeur", "kodierer", "tolk"}
)

const (
	day   = `(?:0?[1-9]|[12][0-9]|3[01])`
	month = `(?:jan|feb|f[ée]v|mar|mär|apr|avr|maj|may|mai|jun|juin|jul|juil|aug|ao[uû]|sep|o[ck]t|nov|d[eé][cz])\pL*`
	date  = `(?:[12][0-9]{3}[-/.](?:0?[1-9]|1[0-2])[-/.]` + day +
		`|` + day + `(?:[-/. ]{1,2}(?:0?[1-9]|1[0-2])[-/. ]{1,2}|(?:\.|st|nd|rd|th)?(?: of)? ` + month + `\.? )(?:[12][0-9]{3}|[0-9]{2})` +
		`|` + month + `\.? ` + day + `(?:st|nd|rd|th)?,? [12][0-9]{3})`
)

// plain writes the hyphens and spaces of word processors, and the digits of Arabic
// and Persian, as those of a plain keyboard.
var plain = strings.NewReplacer(
	"٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9",
	"۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9",
	"\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2212", "-", "\u00a0", " ", "\u202f", " ")

// cprIn reports whether the text holds a day of birth and four digits, on their
// own or joined by a hyphen or space, and whether they pass modulus 11. Ten digits
// in a row count only if they pass, or if something says that they are such a
// number: so many other numbers have ten digits.
func cprIn(text string, said bool) (checked, ok bool) {
	text = spacedCPR().ReplaceAllString(text, "$1$2$3-$4")
	for i := 0; i+10 <= len(text); i++ {
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); isDigitOrLetter(before) && !(said && unicode.IsLetter(before)) || !isDigit(text[i]) {
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
		if checked := modulus11(number); checked || !joined || said {
			return checked, true
		}
	}
	return false, false
}

// spacedCPR is a number with its date, or the hyphen, written apart.
var spacedCPR = shape(`\b([0-9]{2})[. ]?([0-9]{2})[. ]?([0-9]{2}) ?- ?([0-9]{4})\b`)

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
func overAge(pattern func() *regexp.Regexp, text string) bool {
	for _, match := range pattern().FindAllStringSubmatch(text, -1) {
		years, err := strconv.Atoi(strings.Join(match[1:], ""))
		if err == nil && years > 89 && years < 130 {
			return true
		}
	}
	return false
}

// uuidsIn returns the UUIDs in a text, and the text without them.
func uuidsIn(text string) (ids []encounter.ID, rest string) {
	if len(text) < 36 || strings.Count(text, "-") < 4 {
		return nil, text
	}
	if id, err := encounter.ParseID(strings.TrimPrefix(text, "urn:uuid:")); err == nil {
		return []encounter.ID{id}, "" // as most are
	}
	rest = uuid().ReplaceAllStringFunc(text, func(found string) string {
		id, err := encounter.ParseID(strings.ToLower(found))
		if err != nil {
			return found
		}
		ids = append(ids, id)
		return ""
	})
	return ids, rest
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
