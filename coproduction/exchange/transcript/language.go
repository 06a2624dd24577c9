package transcript

import "strings"

// languageOf is the language tag of BCP 47 for a code of ISO 639 in two or three
// letters; "" for anything else. Where a code of three letters, also a bibliographic one
// as "ger", has one of two, that is the tag (RFC 5646, section 4.5).
func languageOf(code string) string {
	if len(code) < 2 || len(code) > 3 {
		return ""
	}
	for i := range len(code) {
		if c := code[i] | 0x20; c < 'a' || c > 'z' {
			return ""
		}
	}
	code = strings.ToLower(code)
	for at := 0; len(code) == 3 && at < len(shortLanguages); at += 6 {
		if shortLanguages[at:at+3] == code {
			return shortLanguages[at+3 : at+5]
		}
	}
	return code
}

// shortLanguages are the codes of three letters that have one of two behind them.
//
// Source: ISO 639-3 and ISO 639-2/B.
const shortLanguages = "" +
	"aaraa abkab afraf akaak albsq amham araar argan armhy asmas avaav aveae aymay azeaz bakba bambm " +
	"baqeu belbe benbn bisbi bodbo bosbs brebr bulbg burmy catca cescs chach chece chizh chucu chvcv " +
	"corkw cosco crecr cymcy czecs danda deude divdv dutnl dzodz ellel engen epoeo estet euseu eweee " +
	"faofo fasfa fijfj finfi frafr frefr fryfy fulff geoka gerde glagd glega glggl glvgv greel grngn " +
	"gujgu hatht hauha hbssh hebhe herhz hinhi hmoho hrvhr hunhu hyehy iboig iceis idoio iiiii ikuiu " +
	"ileie inaia indid ipkik islis itait javjv jpnja kalkl kankn kasks katka kaukr kazkk khmkm kikki " +
	"kinrw kirky komkv konkg korko kuakj kurku laolo latla lavlv limli linln litlt ltzlb lublu luglg " +
	"macmk mahmh malml maomi marmr mayms mkdmk mlgmg mltmt monmn mrimi msams myamy nauna navnv nblnr " +
	"ndend ndong nepne nldnl nnonn nobnb norno nyany ocioc ojioj orior ormom ossos panpa perfa plipi " +
	"polpl porpt pusps quequ rohrm ronro rumro runrn rusru sagsg sansa sinsi slksk slosk slvsl smese " +
	"smosm snasn sndsd somso sotst spaes sqisq srdsc srpsr sswss sunsu swasw swesv tahty tamta tattt " +
	"telte tgktg tgltl thath tibbo tirti tonto tsntn tsots tuktk turtr twitw uigug ukruk urdur uzbuz " +
	"venve vievi volvo welcy wlnwa wolwo xhoxh yidyi yoryo zhaza zhozh zulzu "
