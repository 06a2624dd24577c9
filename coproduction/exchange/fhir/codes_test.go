package fhir

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// The last digit of a code of SNOMED CT checks the others: a slip of the pen is none.
//
// Source: SNOMED CT Release File Specifications, check-digit of an SCTID.
func TestCheckDigits(t *testing.T) {
	codes := []string{interpreterYes, interpreterNo}
	for code := range professions[snomed] {
		codes = append(codes, code)
	}
	for code := range modes[snomed] {
		codes = append(codes, code)
	}
	for _, code := range codes {
		assert.True(t, verhoeff(code), code)
	}
	assert.True(t, verhoeff("236"), "from: the example of the algorithm, Verhoeff 1969")
	assert.False(t, verhoeff("224565003"), "one digit off")
	assert.False(t, verhoeff("224556004"), "two digits swapped")
}

// verhoeff reports whether the check digit of a number is right: the product of its
// digits in the dihedral group of ten elements, each permuted by its place, is 0.
func verhoeff(number string) bool {
	times := func(a, b int) int { // rotations are 0 to 4, reflections 5 to 9
		switch {
		case a < 5 && b < 5:
			return (a + b) % 5
		case a < 5:
			return 5 + (a+b-5)%5
		case b < 5:
			return 5 + (a-5-b+5)%5
		}
		return (a - b + 5) % 5
	}
	permuted := [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	product := 0
	for i := range len(number) {
		digit := int(number[len(number)-1-i] - '0')
		for range i % 8 {
			digit = permuted[digit]
		}
		product = times(product, digit)
	}
	return product == 0
}

// No beginning of a code says again what a shorter one says.
func TestBeginnings(t *testing.T) {
	for long, profession := range professions[nucc] {
		assert.LessOrEqual(t, len(long), 6)
		for short, same := range professions[nucc] {
			assert.False(t, long != short && strings.HasPrefix(long, short) && profession == same, "%s and %s", long, short)
		}
	}
}

// from: the names of the codes in NUCC, SNOMED CT and HL7 table 0360.
func TestProfessions(t *testing.T) {
	r := &reader{}
	for code, want := range map[coding]encounter.Profession{
		{nucc, "208D00000X"}:   encounter.Doctor,          // general practice physician
		{nucc, "163WP0808X"}:   encounter.Nurse,           // registered nurse, psychiatric
		{nucc, "164W00000X"}:   encounter.Nurse,           // licensed practical nurse
		{nucc, "367500000X"}:   encounter.Nurse,           // nurse anesthetist, certified registered
		{nucc, "367A00000X"}:   encounter.Midwife,         // advanced practice midwife
		{nucc, "367H00000X"}:   encounter.OtherProfession, // anesthesiologist assistant
		{nucc, "104100000X"}:   encounter.SocialWorker,    // social worker
		{nucc, "1041C0700X"}:   encounter.SocialWorker,    // social worker, clinical
		{nucc, "225100000X"}:   encounter.Physiotherapist, // physical therapist
		{nucc, "2251X0800X"}:   encounter.Physiotherapist, // physical therapist, orthopedic
		{nucc, "225200000X"}:   encounter.OtherProfession, // physical therapy assistant
		{nucc, "2"}:            "",                        // no code
		{snomed, "83189004"}:   encounter.Nurse,           // other professional nurse
		{snomed, "224565004"}:  encounter.Nurse,           // renal nurse
		{snomed, "394738000"}:  "",                        // other related persons
		{degrees, "CNM"}:       encounter.Midwife,         // certified nurse midwife
		{degrees, "FPNP"}:      encounter.Nurse,           // family practice nurse practitioner
		{degrees, "MA"}:        "",                        // master of arts
		{roleCodes, "teacher"}: "",                        // teacher or educator
	} {
		assert.Equal(t, want, r.professionOf([]coding{code}), code.Code)
	}
}
