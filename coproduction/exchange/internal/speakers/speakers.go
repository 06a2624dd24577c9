// Package speakers holds the words by which transcripts of care usually call those who speak.
package speakers

import (
	"slices"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A Word is a label that means one role in care, and nothing else. It is written with a capital.
type Word struct {
	Text       string
	Role       encounter.Role
	Profession encounter.Profession // of a professional, where the word tells it
}

// Words lists the words: of English, then Danish, Norwegian, Swedish, Finnish, German, Dutch,
// French, Spanish, Portuguese and Italian. A word that means something else in another of
// these languages, as the Finnish for a psychologist that is the Danish for the subject, is none of them,
// nor is one that tells what somebody does and not who it is.
func Words() []Word { return slices.Clone(words) }

var words = slices.Concat(
	of(encounter.RoleProfessional, encounter.Doctor,
		"Doctor", "Physician", "GP",
		"Læge", "Lægen", "Laege", "Doktor", "Lege", "Legen", "Läkare", "Läkaren", "Lääkäri",
		"Arzt", "Ärztin", "Aerztin", "Hausarzt", "Hausärztin", "Arts", "Huisarts", "Dokter",
		"Médecin", "Medecin", "Docteur", "Médico", "Médica", "Doctora", "Doutor", "Doutora", "Medico", "Dottore", "Dottoressa"),
	of(encounter.RoleProfessional, encounter.Nurse,
		"Nurse",
		"Sygeplejerske", "Sygeplejersken", "Sykepleier", "Sykepleieren", "Sjuksköterska", "Sjuksköterskan", "Sairaanhoitaja",
		"Krankenschwester", "Krankenpfleger", "Krankenpflegerin", "Pflegekraft", "Pflegefachkraft", "Pflegefachfrau", "Pflegefachmann", "Verpleegkundige",
		"Infirmière", "Infirmier", "Enfermera", "Enfermero", "Enfermeira", "Enfermeiro", "Infermiera", "Infermiere"),
	of(encounter.RoleProfessional, encounter.SocialWorker,
		"Socialrådgiver", "Sosionom", "Socionom", "Sosiaalityöntekijä", "Sozialarbeiter", "Sozialarbeiterin"),
	of(encounter.RoleProfessional, encounter.Psychologist,
		"Psychologist", "Psykolog", "Psychologe", "Psychologin", "Psycholoog", "Psychologue", "Psicólogo", "Psicóloga", "Psicologo", "Psicologa"),
	of(encounter.RoleProfessional, encounter.Physiotherapist,
		"Physiotherapist", "Fysioterapeut", "Fysioterapeutti", "Physiotherapeut", "Physiotherapeutin", "Fysiotherapeut", "Kinésithérapeute", "Fisioterapeuta", "Fisioterapista"),
	of(encounter.RoleProfessional, encounter.Midwife,
		"Midwife", "Jordemoder", "Jordmor", "Barnmorska", "Kätilö", "Hebamme", "Verloskundige", "Sage-femme", "Matrona", "Ostetrica"),
	of(encounter.RoleProfessional, "", "Professional", "Clinician"),
	of(encounter.RolePatient, "",
		"Patient", "Patienten", "Pasient", "Pasienten", "Potilas", "Patientin", "Patiënt", "Patiënte", "Patiente", "Paciente", "Paziente"),
	of(encounter.RoleRelative, "",
		"Relative", "Pårørende", "Anhörig", "Närstående", "Omainen", "Angehörige", "Angehöriger", "Familielid", "Familiar", "Familiare"),
)

func of(role encounter.Role, profession encounter.Profession, texts ...string) (all []Word) {
	for _, text := range texts {
		all = append(all, Word{text, role, profession})
	}
	return all
}
