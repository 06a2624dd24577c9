package omop

import (
	"maps"

	"github.com/coproduction-lab/coproduction-go/encounter"
)

// A visitKind is what a standard concept of the domain Visit says in our words. Empty
// is what it does not say.
type visitKind struct {
	mode    encounter.Mode
	setting encounter.Setting
	nobody  bool // no professional takes part
}

// says names what a concept tells.
func (k visitKind) says() string {
	switch {
	case k.setting == "":
		return "mode"
	case k.mode == "":
		return "setting"
	}
	return "mode and setting"
}

const (
	telehealth         = 722455
	telehealthFormerly = 5083
)

// visitKinds are the concepts that the user guide of VISIT_OCCURRENCE names, in both
// versions of the model. That of the emergency room and inpatient visit has two
// settings, and so none.
var visitKinds = map[int64]visitKind{
	9201:               {encounter.InPerson, encounter.SettingHospitalWard, false},
	9202:               {encounter.InPerson, encounter.SettingOutpatientClinic, false},
	9203:               {encounter.InPerson, encounter.SettingEmergency, false},
	262:                {encounter.InPerson, "", false},
	42898160:           {encounter.InPerson, encounter.SettingOther, false}, // an institution that is no hospital
	581476:             {encounter.HomeVisit, encounter.SettingHome, false},
	telehealth:         {},
	telehealthFormerly: {},
	581458:             {encounter.InPerson, encounter.SettingOther, false}, // pharmacy
	32036:              {encounter.InPerson, encounter.SettingOther, false}, // laboratory
	581478:             {encounter.InPerson, encounter.SettingOther, false}, // ambulance
	38004193:           {"", encounter.SettingOther, true},                  // case management
}

// placeSettings are the settings of places of service.
var placeSettings = map[int64]encounter.Setting{
	8717: encounter.SettingHospitalWard,     // inpatient hospital
	8756: encounter.SettingOutpatientClinic, // outpatient hospital
	8870: encounter.SettingEmergency,        // emergency room, hospital
	9201: encounter.SettingHospitalWard,     // some holders give visit concepts here
	9202: encounter.SettingOutpatientClinic,
	9203: encounter.SettingEmergency,
}

// professions are the standard concepts of the domain Provider that many data sets use.
var professions = func() map[int64]encounter.Profession {
	all := map[int64]encounter.Profession{}
	for profession, concepts := range map[encounter.Profession][]int64{
		encounter.Doctor: {
			32577, 33005, // physician; psychiatry or neurology
			38003830, 38003851, 38003902, 38003905, 38003827, 38004016, 38003864, // allergy, family medicine, gynaecology, obstetrics, transplant and trauma surgery, obesity medicine
			38004446, 38004447, 38004448, 38004449, 38004450, 38004451, 38004452, 38004455, 38004456, 38004458, 38004459, // general practice, general surgery … internal medicine, neurology, neurosurgery
			38004461, 38004462, 38004463, 38004465, 38004466, 38004467, 38004468, 38004469, // obstetrics and gynaecology … physical medicine, psychiatry
			38004471, 38004472, 38004473, 38004474, 38004476, 38004477, 38004478, 38004479, 38004480, // colorectal surgery … hand surgery
			38004484, 38004485, 38004491, 38004494, 38004496, 38004497, 38004498, 38004500, 38004501, 38004502, 38004503, // infectious disease … preventive medicine
			38004507, 38004508, 38004509, 38004510, 38004511, 38004513, 38004514, 38004675, // medical oncology … gynaecological oncology, unknown physician specialty, diagnostic radiology
			45756747, 45756754, 45756756, 45756760, 45756780, 45756786, 45756804, 45756805, 45756808, 45756809, 45756810, // adolescent medicine … paediatric subspecialties
			45756811, 45756812, 45756813, 45756815, 45756818, 45756819, 45756821, 45756825, 45756830,
			903238, 903239, 903243, 903244, 903250, 903256, 903264, 903274, 903275, 903276, 903279, // ophthalmological, cardiological, sleep and sports medicine
			44777667, 44777713, 44777755, 44777781, // breast surgery, occupational medicine, paediatric ophthalmology and neurology
		},
		encounter.Nurse:           {32581, 38003716, 38003737, 38003755, 38003762, 38004487}, // nurse, registered nurses, nurse practitioner
		encounter.SocialWorker:    {38004499},
		encounter.Psychologist:    {38004488},
		encounter.Physiotherapist: {38004490},
		encounter.Midwife:         {38003807},
		encounter.OtherProfession: {
			32578, 32580, 38003623, 38003626, 38003675, 38003688, 38003690, 38003781, 38003802, 38003810, // counsellors, allied health, dentist, dietitians, case manager, lactation consultant, pharmacist
			38004090, 38004122, 38004124, 38004171, 38004178, 38004370, 38004436, 38004460, 38004464, 38004475, // respiratory, speech and radiology staff, physician assistant, home aide, oral surgery, chiropractic
			38004481, 38004486, 38004489, 38004492, 38004504, 38004512, 38004694, 903277, // optometry, podiatry, audiology, occupational therapy, dentistry
		},
	} {
		for _, concept := range concepts {
			all[concept] = profession
		}
	}
	return all
}()

// Professions returns what specialty concepts are read as, concept by concept. Of a
// concept that is not here the profession is not known: [Import.Professions] adds to it.
func Professions() map[int64]encounter.Profession { return maps.Clone(professions) }
