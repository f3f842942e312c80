/** Words that many cards share without saying the same, as `wordsOf` leaves them: lower case, without accents. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
	[
		// German, Turkish, Kurdish, English, French
		'aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bis braucht brauchen bzw da damit dann das dass dem den denn der des die dies diese dieser doch dort du durch ein eine einem einen einer eines er es etwas fur gar ganz geben gibt gut gute guten guter gutes haben hat ich ihr ihre ihren im immer in ins ist ja jede jeden jeder kann kein keine keinen klappt konnen lauft leute man mehr menschen mit mochte muss mussen nach nicht nichts noch nur ob oder ohne schon sehr sein seine sich sie sind so soll sollen sollte sollten sonst um und uns unser unsere unter vom von vor war was weil wenig weniger wenn werden wie wieder wir wird wo wollen zu zum zur zwischen besser bessere viel viele vielen zwar jetzt machen macht bitte fehlt fehlen fehlende fehlender fehlendes finden bleiben bleibt bleibe waren wurde wurden konnten ermoglichen verbessern verbessert abbauen ausbauen schaffen starken starkere gesucht weitere weiter weiteren aktive problem probleme grosste grosser grosse gemeinsam gemeinsame uberwiegend derzeit einrichten organisieren wunschen wunsche fuhlen sagen gibts klar toll schlecht schlechte schlechten nett hier dafur damals trotz statt sondern selbst allein alleine kommen kommt gehen geht hilft helfen moglichkeit moglichkeiten gefluchtet gefluchtete gefluchteten gefluchteter fluchtling fluchtlinge fluchtlingen integration leute person personen',
		'bir bu cok daha de da ile icin ve veya olmali olsun var yok ne gibi ji li bi bo jibo di de ku u ye hene tune dibe pir',
		'a about all also an and any are as at be but by can do for from get good has have here how in is it its like more need needs no not of on one or our people should so some that the their there they this to too us very want we what when with would you your',
		'a au aux avec ce ces cette dans de des du elle en est et faut il ils je la le les leur mais ne nous ou par pas plus pour que qui sa se ses son sont sur tres un une vous y',
		// Arabic and Persian, Ukrainian and Russian
		'في من على الى عن مع هذا هذه ان او و لا ما هو هي كل نحن لنا اكثر يجب نحتاج هناك كان التي الذي از به با در که را این ان برای ما باید است هست نیست می شود های یک تا',
		'і й та в у на з із до за що як не це ми нам наш є бути для або але треба потрібно більше дуже и в на с со к по за что как не это мы нам наш есть быть для или но нужно надо больше очень а',
	]
		.join(' ')
		.split(' '),
);
