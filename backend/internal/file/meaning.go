package file

import (
	"maps"
	"strings"

	"directoryconnector/backend/config"
)

// meanings are what words in the columns disabled, enabled and deleted say:
// those of spreadsheets in the languages in which they write them, and the
// states of accounts that programs export.
var meanings = func() map[string]config.Meaning {
	list := map[string]config.Meaning{}
	for meaning, words := range map[config.Meaning]string{
		config.MeansYes:      "true,yes,1,wahr,ja,vrai,oui,verdadero,sí,si,vero,sì,verdadeiro,sim,waar,prawda,tak,sant,sand,sann,tosi,kyllä,pravda,ano,igaz,igen,doğru,evet,истина,да",
		config.MeansNo:       "false,no,0,falsch,nein,faux,non,falso,não,onwaar,nee,fałsz,nie,falskt,nej,falsk,usann,nei,epätosi,ei,nepravda,ne,hamis,nem,yanlış,hayır,ложь,нет",
		config.MeansDisabled: "disabled,inactive,suspended,archived,deprovisioned,deactivated,blocked",
		// Who is locked by wrong passwords or must change his is not disabled.
		config.MeansEnabled: "enabled,active,staged,provisioned,recovery,locked out,locked_out,password expired,password_expired,password reset,pending user action",
	} {
		for word := range strings.SplitSeq(words, ",") {
			list[word] = meaning
		}
	}
	return list
}()

// meaningsWith adds those of file.values.
func meaningsWith(own map[string]config.Meaning) map[string]config.Meaning {
	if len(own) == 0 {
		return meanings
	}
	list := maps.Clone(meanings)
	maps.Copy(list, own)
	return list
}

// disables tells whether a cell of the column disabled (or enabled) says that
// the account is switched off. An empty one says nothing.
func disables(column string, meaning config.Meaning) bool {
	switch meaning {
	case config.MeansDisabled:
		return true
	case config.MeansYes:
		return column == "disabled"
	case config.MeansNo:
		return column == "enabled"
	}
	return false
}
