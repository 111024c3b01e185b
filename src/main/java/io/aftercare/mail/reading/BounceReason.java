package io.aftercare.mail.reading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a mail did not arrive, by the codes and the words of mail servers. */
final class BounceReason {

    private static final int FAR = 400;
    private static final int LONGEST = 8 * 1024;
    private static final Pattern ENHANCED = Pattern.compile("(?<![\\w.])([45]\\.[0-7]\\.\\d{1,3})(?![\\w]|\\.\\w)");
    /** Behind what introduces the other server's reply, on the same line or the next; or at the beginning of a line. */
    private static final Pattern REPLY_CODE = Pattern.compile(
            "(?im)(?:(?:SMTP error|said|error|failed|failed with|refused|response|reports|code|reason|because(?: of)?"
                    + "|because|returned|follows|remote host|received|smtp;|<<<|>>>|x-[\\w-]{1,20};|=)"
                    + "[^\\n]{0,100}?(?:\\n[^\\n]{0,60}?)?(?<![\\w.:/-])|^[^\\w\\n]{0,20}|\\[|: )"
                    + "([45][0-5]\\d)(?![\\w.]|:\\d)(?=[\\h:;,\\-\\])'\"]|$)");
    /** A list, a reputation: whatever the code, it says nothing of the address. */
    private static final Pattern BLOCKED = Pattern.compile(
            "(?iu)block[- ]?list|black[- ]?list|deny[- ]?list|spamhaus|spamcop|barracudacentral|sorbs\\.|\\bdnsbl\\b|\\brbl\\b"
                    + "|\\bsender ?score|senderbase|poor reputation|bad reputation|cloudmark|proofpoint|liste noire");
    private static final Map<String, Pattern> WORDS = words();

    private BounceReason() {
    }

    private static Map<String, Pattern> words() {
        var words = new LinkedHashMap<String, Pattern>();
        words.put("5.2.2",
                Pattern.compile("(?iu)(?:mail ?box|mail ?folder|inbox|quota|storage|disk|folder|account|postfach|"
                        + "boîte|buzón|casella|caixa|mailbox)[^\\n]{0,60}(?:\\bfull\\b|exceed|over (?:its |the )?(?:quota|size)|voll|"
                        + "plein|llen[oa]|piena|cheia|vol\\b|limit)|over (?:its |the |disk |their )?quota|overquota|quota[^\\n]{0,20}"
                        + "(?:exceed|reached|full|violation)|exceed[^\\n]{0,60}(?:quota|storage|mailbox|allocation)"
                        + "|(?:insufficient|not enough|no|out of)[^\\n]{0,20}(?:disk |storage |mailbox )?space"
                        + "|is full\\b|dépass[^\\n]{0,20}quota|überschr[^\\n]{0,40}(?:quota|speicher|postfach)|speicherplatz"
                        + "|容量|满|已满|いっぱい|переполнен|превышен|mailbox[^\\n]{0,20}size|too many messages"));
        words.put("5.3.4",
                Pattern.compile("(?iu)(?:message|mail|e-?mail|nachricht|attachment|file)[^\\n]{0,40}(?:too (?:large"
                        + "|big|long)|exceeds?[^\\n]{0,40}(?:size|limit|maximum)|zu gro(?:ß|ss))|(?:max(?:imum)?|fixed)[^\\n]{0,20}"
                        + "(?:message |mail )?size|size (?:limit|exceed)|message size|trop (?:volumineux|gros)|too large|大小|サイズ"));
        words.put("5.1.1", Pattern.compile("(?iu)address not found|(?:user|account|mailbox|recipient|address|addressee"
                + "|person|local ?part|alias)(?: name)?[^\\n]{0,40}(?:unknown|not found|does(?: not|n['’]t) exist|do not exist"
                + "|not exist|is invalid|not valid|not (?:a )?(?:known|recogni[sz]ed)|not listed|unavailable|undeliverable"
                + "|is not (?:a )?(?:local|active|registered|valid|known)|was(?: not|n['’]t) found|no longer (?:on|valid|exists"
                + "|in use|available|here|works))|(?:unknown|invalid|no such|bad|non-?existent|unrouteable|undeliverable|"
                + "unrecogni[sz]ed|incorrect|not a valid|no)[- ](?:final delivery |local )?(?:or[- ]name|user|recipient"
                + "|mailbox|person|address|account|local|addressee|destination (?:mailbox )?address|userid|valid recip"
                + "|alias|one by that|body (?:here )?by that)|no mailbox|nobody (?:here|of that|has that|by)|not our customer"
                + "|does(?: not|n['’]t) have an? [\\w.-]{1,60} account|not listed in|unrouteable|cannot find (?:the )?(?:user"
                + "|recipient|mailbox|your recipient)|no longer (?:employed|with (?:us|the))|has left|unlisted|not a member"
                + "|recipnotfound|recipientnotfound|adresse (?:introuvable|inconnue|invalide)|n['’]existe (?:pas|plus)"
                + "|(?:utilisateur|destinataire) inconnu|inconnu[^\\n]{0,30}(?:adresse|serveur)"
                + "|(?:adresse|empfänger|postfach|benutzer|mailadresse)[^\\n]{0,40}(?:nicht gefunden|unbekannt|existiert "
                + "nicht|ungültig|gibt es nicht)|no existe|desconocid|inesistente|non esiste|sconosciut|não existe"
                + "|desconhecid|onbekend|bestaat niet|okänd|ukendt|ukjent|nieznany|nie istnieje|неизвестн|не существует"
                + "|не найден|no such|not (?:exist|known)|不存在|无此|不明|存在しません|見つかりません|宛先|존재하지"
                + "|may not exist"));
        words.put("5.2.1", Pattern.compile("(?iu)(?:user|account|mailbox|recipient|address|domain|konto|compte|boîte|"
                + "postfach)[^\\n]{0,40}(?:disabled|inactive|suspended|deactivated|expired|locked|closed|terminated|blocked"
                + "|frozen|désactivé|gesperrt|deaktiviert|not (?:yet )?activated)|inactive (?:user|account|mailbox|recipient)"
                + "|no longer (?:accept|active)|停用|冻结|not accepting (?:mail|messages)|заблокирован|отключен"));
        words.put("5.1.2",
                Pattern.compile("(?iu)(?:host|domain|dns|mx|server|site)[^\\n]{0,40}(?:unknown|not found|does(?: not"
                        + "|n['’]t) exist|lookup|not exist|no (?:valid )?(?:mx|such)|error|invalid|could(?: not|n['’]t) be (?:found"
                        + "|resolved))|(?:unknown|no such|bad|invalid|could(?: not|n['’]t) find(?: any)?|cannot (?:find|resolve)|unable to"
                        + " (?:find|resolve|route))[^\\n]{0,20}(?:host|domain|mx|dns)|host named|all relevant mx|null mx|nxdomain"
                        + "|domaine? (?:inconnu|introuvable)|unbekannter host"));
        words.put("5.4.6",
                Pattern.compile("(?iu)too many hops|hop count|mail ?loop|loops? back|routing loop|loop(?:ing)? "
                        + "detected|local configuration error"));
        words.put("5.1.3",
                Pattern.compile("(?iu)(?:syntax|malformed|bad|illegal)[^\\n]{0,30}(?:address|recipient|mailbox)"
                        + "|mailbox syntax|parse error"));
        words.put("5.7.1",
                Pattern.compile("(?iu)\\bspam|junk|unsolicited|\\bpolic(?:y|ies)|relay|denied|not (?:permitted|"
                        + "allowed|authori[sz]ed)|permission|unauthori[sz]ed|prohibited|reject|refus|blocked|forbidden|virus|content"
                        + "|\\bspf\\b|dkim|dmarc|authenti|blackhole|filter|banned|quarantine|restricted|interdit|abgelehnt"
                        + "|verweigert|rechaz|rifiut|recusad|geweigerd|not accepted|does(?: not|n['’]t) like|did not accept"
                        + "|won['’]t accept|only accept|unwilling|not member|suspicious|拒|垃圾|отклонен|отказ|спам"));
        words.put("4.4.7",
                Pattern.compile("(?iu)timed? ?-?out|time[- ]?limit|time-expired|too long|retry (?:time|count)"
                        + "|expire|failed \\d{1,4} attempts|\\d (?:days|hours)|given up|gave up|giving up|not going to try|no further"
                        + "|délai|zeitüber"));
        words.put("4.4.1", Pattern.compile("(?iu)(?:connect|conversation|network|route|unreach|no answer|not respond"
                + "|did not respond|server (?:is )?(?:down|busy|unavailable)|unavailable|temporar|deferred|try again"
                + "|host (?:is )?(?:down|away)|lost|verbindung|connexion)"));
        words.put("5.3.0",
                Pattern.compile("(?iu)system error|internal error|configuration|software error|exited|command"
                        + "|unexpected|service|pipe|exit (?:status|code)|unable to (?:open|create|write)|protocol"));
        return words;
    }

    /**
     * The code that stands in a text, and where it contradicts the words beside it, what these say.
     *
     * @param known a code that is known already; null when none is
     * @return null when neither the text nor what is known says anything
     */
    static String of(String known, String said) {
        String text = DeliveryReport.bounded(said, LONGEST);
        if (text.isBlank()) {
            return known;
        }
        String code = known;
        String beside = DeliveryReport.bounded(text, FAR);
        Matcher enhanced = ENHANCED.matcher(text);
        Matcher reply = REPLY_CODE.matcher(text);
        if (known == null || known.endsWith(".0.0")) {
            if (specific(enhanced)) {
                code = enhanced.group(1);
                beside = text.substring(lineOf(text, enhanced.start()), Math.min(text.length(), enhanced.end() + FAR));
            } else if (known == null && reply.find()) {
                code = reply.group(1);
                beside = text.substring(lineOf(text, reply.start(1)), Math.min(text.length(), reply.end() + FAR));
            } else {
                beside = text;
            }
        }
        // What stands behind a blank line speaks of something else.
        int end = beside.indexOf("\n\n");
        return judged(code, code == null || end < 0 ? beside : beside.substring(0, end));
    }

    /** The enhanced code or reply code that stands in a text; null when there is none. */
    static String named(String said) {
        String text = DeliveryReport.bounded(said, LONGEST);
        Matcher enhanced = ENHANCED.matcher(text);
        if (specific(enhanced)) {
            return enhanced.group(1);
        }
        Matcher reply = REPLY_CODE.matcher(text);
        return reply.find() ? reply.group(1) : null;
    }

    private static boolean specific(Matcher enhanced) {
        int first = -1;
        while (enhanced.find()) {
            if (!enhanced.group(1).endsWith(".0.0")) {
                return true;
            }
            first = first < 0 ? enhanced.start() : first;
        }
        return first >= 0 && enhanced.find(first);
    }

    private static int lineOf(String text, int at) {
        return text.lastIndexOf('\n', at) + 1;
    }

    private static String judged(String code, String words) {
        if (code != null && !code.startsWith("5") && !code.startsWith("4")) {
            return code;
        }
        boolean generic = code != null && (code.matches("\\d{3}") || code.matches("5\\.(?:0|5)\\.0"));
        if (code != null && BLOCKED.matcher(words).find()) {
            return new DeliveryStatus(code).addressAtFault() ? "5.7.1" : code;
        }
        if (code != null && !generic) {
            return code;
        }
        String said = code == null && BLOCKED.matcher(words).find() ? "5.7.1"
                : WORDS.entrySet().stream().filter(reason -> reason.getValue().matcher(words).find())
                        .map(Map.Entry::getKey).findFirst().orElse(null);
        if (code == null || said == null || said.startsWith("4") || said.equals("5.3.0")) {
            return code == null ? said : code;
        }
        boolean contradicted =
                new DeliveryStatus(code).addressAtFault() != new DeliveryStatus(said).addressAtFault();
        // A bare code does not tell a full mailbox from a letter that is too large.
        return contradicted || said.equals("5.2.2") || said.equals("5.3.4") ? said : code;
    }
}
