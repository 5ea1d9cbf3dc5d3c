/**
 * What the bot never asks (DESIGN §4, privacy): health, benefits and target-group status, religion, origin, orientation, union, politics.
 * A net for what people type in good faith; it knows no synonyms, so the works council still reads along. Where a word has an
 * innocent use too ("the origin of the fish", "I believe in what we do"), only its use about a person is meant.
 */
export const neverAsked: readonly RegExp[] = [
  // Health
  String.raw`(gezondheid|ziek(te\w*|meld\w*|verzuim\w*|gemeld)?|gehandicapt\w*|handicaps?|(arbeids)?beperk(ing(en)?|te)|burn-?outs?|overspannen)`,
  String.raw`(diagnoses?|medicijn\w*|zwanger\w*|chronische?|allergie(ën)?|depressi(e|ef)|psychische?|autisme|autist\w*|adhd|rolstoel\w*|dieet)`,
  "(ben|bent|is) (je|jij|u|iemand) (doof|blind|slecht(ziend|horend))",
  String.raw`(health|sick(ness)?|ill(ness)?|disabilit\w*|disabled|impairments?|burn-?out|diagnos\w*|medications?|medicines?|pregnan\w*)`,
  String.raw`(chronic(ally)?|allerg\w*|depress(ion|ed)|autis\w*|wheelchairs?|(your|a|special) diet)`,
  "are you (deaf|blind|hard of hearing)",
  // Benefits, and who counts for what an employer is paid or praised for
  String.raw`(\w*uitkering\w*|bijstand\w*|wajong\w*|wia|participatiewet|doelgroep(en)?register|banenafspraak|loonkostensubsidie|quotumregeling)`,
  "afstand tot de arbeidsmarkt|distance (from|to) the labou?r market|jobs agreement register",
  "(social|unemployment|disability|sickness|housing|state|incapacity) (benefits?|allowances?)|(do|are) you (on|get|getting|receive|receiving|claim|claiming|draw|drawing) (any )?benefits|on (welfare|benefits)|welfare|on the dole|universal credit",
  String.raw`pso[- ]?(status|doelgroep\w*|kandida\w*|target group)`,
  String.raw`(tel|val|hoor) (jij|je|u)\b.*\bpso|(do|are) you (count|counted|belong|fall)\b.*\bpso`,
  String.raw`(wie|welke (collega\S*|mensen))\b.*\b(telt|tellen|hoort|horen|valt|vallen)\b.*\bpso|(who|which (colleagues|people)) (counts?|belongs?|falls?)\b.*\bpso`,
  // Religion. "Ik geloof in wat wij doen" and "Geloof jij dat dit helpt?" are about the work.
  String.raw`((je|jij|jouw|uw|hun|welk|het|een|eigen) geloof(?! in (wat|onze?|deze|dit|wij))|geloof (je|jij|u) in (een )?(god|allah|iets)|geloofs\w+|gelovige?n?)`,
  String.raw`(religi\w+|levens(overtuiging|beschouw\w*)|moslima?s?|christen(en)?|joodse?|hindoe\w*|boeddhist\w*|atheïst\w*|hoofddoek\w*|ramadan|bid (je|jij|u)|naar (de|een) (kerk|moskee|synagoge|tempel))`,
  String.raw`((your|what|which|a|any) faith(?! in (our|what|this|that))|believe in god|muslims?|christians?|jewish|hindus?|buddhists?|atheists?|hijab|headscar\w+|do you pray|(to|attend) (a )?(church|mosque|synagogue|temple))`,
  // Union and politics
  String.raw`(vakbond\w*|vakvereniging\w*|fnv|cnv|lid van (een|de) bond)`,
  "((trade|labou?r|workers'?) unions?|union members?(hip)?|unioni[sz]ed|(in|join|joined|of|for|to|your) (a |your )?union(?! of))",
  "politieke (voorkeur|overtuiging|partij|kleur)|op welke partij|political (views?|part(y|ies)|opinions?|leanings?)|which party|who(m)? (do|did) you vote for",
  // Origin and orientation
  String.raw`(etnisch\w*|etniciteit|afkomst|nationaliteit|huidskleur|migratieachtergrond|geboorteland|moedertaal|allochto\w+|(je|jouw|uw|hun) (herkomst|ras))`,
  String.raw`waar kom (je|jij|u)( \w+)? vandaan|welk land (kom|ben|bent) (je|jij|u)|herkomst van (je|jouw|een|de|uw) (collega|ouders|familie)\S*`,
  String.raw`(ethnic\w*|nationalit\w+|skin colou?r|mother tongue|native language|country of (birth|origin)|immigra\w+|(your|national|racial) origins?|(your|what|which) race)`,
  String.raw`where (are|were) (you|your parents)( \w+)? (from|born)`,
  String.raw`(geaardheid|seksuele|homoseksu\w*|lesbisch\w*|biseksu\w*|transgenders?|sexual\w*|gay|lesbians?|bisexuals?|gender identity|genderidentiteit)`,
].map((alternatives) => new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${alternatives})(?![\p{L}\p{N}])`, "iu"))

/** Alone on a button these ask for what nobody is asked, too. */
export const neverAnAnswer = /^(geloof|herkomst|faith|origin|race|ras|union|bond)$/iu
