package io.aftercare.knowledge;

import io.aftercare.unicode.NormalizedText;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an article has letter by letter or not at all: error codes, product numbers, names of files, numbers, versions.
 * They are compared by keys that are the same however a code is written: {@code LB-4711}, {@code lb 4711} and
 * {@code LB4711}; {@code 0X80070643} and {@code 80070643}.
 *
 * <p>
 * What an article says is taken generously, a key too many does no harm. Of a question only that counts which asks for
 * something: neither the numbers that tell who asks (orders, licences, telephones, days) nor amounts and years.
 */
final class ExactTerms {

    /** How a term of a question was written. */
    enum Kind {
        /** A code as programs show it. An article that lacks it does not answer. */
        CODE,
        /** What may be a code, or a name that customers give: the article that has it is the likelier one. */
        NAME,
        /** A number or version that stands in a sentence without being called a code. */
        NUMBER
    }

    /** @param keys by any of which an article has it, the most telling first */
    record Asked(List<String> keys, Kind kind) {
    }

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final int LONGEST = 40;
    private static final int MOST = 12;
    /** A question of so few words consists of the code and hardly anything else. */
    private static final int BARE = 3;

    private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212]");
    private static final Pattern INVISIBLE = Pattern.compile("[\\u00AD\\u200B-\\u200D\\u2060\\uFEFF]");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_]++(?:[-.][\\p{L}\\p{N}_]++){0,8}");
    /** Letters and a number that are one code, though written apart. */
    private static final Pattern APART =
            Pattern.compile("(?<![\\p{L}\\p{N}_.-])(\\p{L}{1,5}) (\\d{2,})(?![\\p{L}\\p{N}_]"
                    + "|[.,-]\\d)");
    private static final Pattern SEPARATORS = Pattern.compile("[-_]");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("0x[0-9a-f]{2,}|(?=[0-9a-f]*\\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8}",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("\\d{3,}");
    private static final Pattern VERSION = Pattern.compile("v?\\d+(?:\\.\\d+){1,8}\\p{L}?");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");
    /** Three of these in a row are a key and belong to a customer. */
    private static final Pattern CONSTANT = Pattern.compile("\\p{Lu}[\\p{Lu}\\p{N}]*(?:_[\\p{Lu}\\p{N}]+){1,8}");
    private static final Pattern CAPITALS_AND_NUMBER =
            Pattern.compile("\\p{Lu}{1,6}(?:[-_]\\p{Lu}{1,6})?[-_]?\\d{3,8}(?:[-_]\\p{N}{1,4}|\\p{Lu})?");
    private static final Pattern LETTERS_AND_NUMBER = Pattern.compile("\\p{L}{1,6}[-_]\\d{3,8}");
    private static final String PROGRAM_FILE = "dll|exe|sys|log|ini|msi|ocx|cfg|conf|dylib|plist|drv|tmp|bin";
    private static final String DOCUMENT_FILE =
            "txt|csv|xml|json|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|tiff?|bmp|svg|zip|rar"
                    + "|7z|gz|tar|iso|dmg|pkg|deb|rpm|apk|jar|bat|cmd|sh|ps1|reg|lnk|db|sqlite|mdb|accdb|ged"
                    + "|bak|html?|php|js"
                    + "|css|ods|odt|rtf|eml|msg|ics|vcf|mp3|mp4|mov|avi|heic|webp|psd|so|dat|lock|key|pem|crt|p12|pfx";
    private static final Pattern FILE = Pattern.compile(
            "[\\p{L}\\p{N}_-][\\p{L}\\p{N}_.-]*\\.(?:" + PROGRAM_FILE + "|" + DOCUMENT_FILE + ")", FLAGS);
    private static final Pattern OF_A_PROGRAM = Pattern.compile(".*\\.(?:" + PROGRAM_FILE + ")", FLAGS);

    /** What calls a number a code, in the languages of most customers. */
    private static final String CALLED =
            "(?:errors?|err|erreurs?|fehler(?:code|nummer)?|foutcode|foutmelding|fout|errore|fel"
                    + "|felkod|fejl|feil|błąd|bład|błędu|hiba|virhe|ошибка|ошибки|exception|bugcheck|status"
                    + "|http|exit ?code"
                    + "|code(?: d.erreur)?|codes?|código|codice|kod|koodi|код|エラー|错误|錯誤|오류|stop ?code)";
    private static final Pattern CODE_NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}])" + CALLED
            + "\\s?(?:codes?|number|num[ée]ro|nummer|no\\.?|nr\\.?|n°|#|id|is|est|ist|was|war|of|de"
            + "|d'erreur)?\\s?[:=#(\\[«\"'“]?\\s?"
            + "(-?\\d{1,8})(?![\\p{L}\\p{N}_]|[.,:/-]\\d)", FLAGS);

    /** The numbers by which a customer, an order or a day is known; they say nothing of what is asked. */
    private static final List<Pattern> PERSONAL = List.of(
            Pattern.compile("(?:https?|ftp)://\\S+|\\bwww\\.\\S+", FLAGS),
            Pattern.compile("(?<![^\\s<>()\\[\\]\"',;:@])[^\\s<>()\\[\\]\"',;:@]++@[^\\s<>()\\[\\]\"',;:]+", FLAGS),
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}])(?:order|invoice|receipt|customer|client|member|licen[cs]e|serial"
                            + "|registration|activation"
                            + "|request|ticket|case|reference|ref|account|contract|booking|tracking|parcel"
                            + "|transaction|payment|quote"
                            + "|pin|promo|access|verification|security|zip|postal|area|sms|voucher|coupon"
                            + "|discount|phone|tel|mobile|fax"
                            + "|commande|facture|cliente?|adhérent|licence|s[ée]rie|dossier|demande"
                            + "|r[ée]f[ée]rence|r[ée]f|clé|clef|compte"
                            + "|contrat|réservation|suivi|colis|paiement|devis|reçu|téléphone|tél|portable"
                            + "|postale?|activation|sécurité|bon|avoir"
                            + "|bestellung|bestellnummer|auftrag|auftragsnummer|rechnung|rechnungsnummer"
                            + "|kundennummer|kunde|lizenz"
                            + "|lizenzschlüssel|seriennummer|vorgang|telefon|plz"
                            + "|pedido|factura|cliente|licencia|cuenta|ordine|fattura|licenza|conto|bestelling"
                            + "|factuur|klant|licentie)"
                            + "(?:[ .:#]{0,2}(?:number|num[ée]ro|nummer|no|n°|nr|nº|key|code|id|is|est|ist|de"
                            + "|du|of|for|lautet|was)){0,4}"
                            + "[ .:=#]{0,3}(?=[\\w-]*\\d)(?!0x)[\\w-]{2,}(?: \\d{2,}){0,4}",
                    FLAGS),
            // a key: three groups or more
            Pattern.compile("(?<![\\w-])(?=[\\w-]*\\d)[A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8}){2,9}(?![\\w-])", FLAGS),
            // a request as the subject of a mail names it
            Pattern.compile("\\[#[^\\]\\n]{1,60}]"),
            // days and times
            Pattern.compile(
                    "(?<![\\w.])(?:\\d{1,2}([./-])\\d{1,2}\\1\\d{4}|\\d\\d([./-])\\d\\d\\2\\d\\d"
                            + "|\\d{4}([./-])\\d{1,2}\\3\\d{1,2})(?!\\w)(?!\\.\\d)"
                            + "|(?<!\\w)\\d{1,2}[:h]\\d{2}(?::\\d{2})?(?!\\w)"),
            // amounts and measures
            Pattern.compile(
                    "[€$£¥]\\s?\\d[\\d.,' ]*|(?<![\\w.])\\d[\\d.,']*\\s?(?:[€$£¥%]|(?:eur|euros?|usd|gbp|chf"
                            + "|dollars?|pounds?"
                            + "|[kmgt]i?[bo]|[kmg]?hz|px|pixels?|dpi|mm|cm|km|kg|ms|min|sec|mbps|mbit|watts?"
                            + "|volts?|people|persons?|personnes?"
                            + "|individuals?|individus|names|noms|entries|entrées|records|photos?|pictures"
                            + "|images?|files?|fichiers?|pages?|times|fois|jours?|days?"
                            + "|weeks?|semaines?|months?|mois|years?|ans|années|hours?|heures|minutes?|seconds?"
                            + "|secondes?|users?|utilisateurs?|employees|salariés"
                            + "|items?|articles?|products?|produits?|rows?|lines?|lignes)(?![\\p{L}\\p{N}]))",
                    FLAGS),
            // IBAN, cards, telephones
            Pattern.compile("(?<!\\w)[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]{4}){3,8}[A-Z0-9]{0,4}(?!\\w)"),
            Pattern.compile(
                    "(?<![\\w.])(?:\\+|00)\\(?\\d(?:[ .()/-]{0,2}\\d){6,18}(?!\\w)"
                            + "|(?<![\\w.])\\(?0\\d(?:[ .()/-]{1,2}\\d{2,4}){3,6}(?!\\w)"
                            + "|(?<![\\w.])0\\d{9}(?!\\w)|(?<![\\w.])\\d{4}(?:[ -]\\d{4}){2,4}(?!\\w)"));

    /** What brings up a code, and says of letters and numbers that they are one. */
    private static final String SAYS =
            "(?:says?|said|saying|shows?|showed|shown|showing|displays?|displayed|gives?|gave|reads?|throws?|returns?"
                    + "|reports?|logs?|messages?|affich\\w{1,6}|indiqu\\w{1,6}|dit|donne|message|journal|meldet"
                    + "|meldung|zeigt|protokoll|dice|muestra|mensaje|mostra|messaggio|toont|melding)";
    private static final String CODE_LIKE =
            "(?=[\\p{L}_-]{0,20}[\\p{N}_])[\\p{L}\\p{N}]+(?:[-_][\\p{L}\\p{N}]+){0,8}(?![\\p{L}\\p{N}_-])";
    private static final Pattern TOLD = Pattern.compile("(?<![\\p{L}\\p{N}])(?:" + CALLED + "|" + SAYS + ")"
            + "(?:[\\s:=#(\\[«\"'“]{1,3}(?:codes?|number|num[ée]ro|nummer|no\\.?|nr\\.?|n°|is|est|ist|was|war|of|de|the"
            + "|an?|error|message|me|us|about|le|la|l['’]erreur|une?|der|die|das|den|fehler)){0,3}"
            + "[\\s:=#(\\[«\"'“]{1,3}(" + CODE_LIKE + ")", FLAGS);

    /** What customers sit at and call by a name of their own; printers and telephones go by the names of products. */
    private static final String MACHINE =
            "(?:machines?|computers?|pcs?|laptops?|notebooks?|desktops?|work ?stations?|servers?|hosts?(?:names?)?"
                    + "|terminals?|ordinateurs?|ordis?|portables?|postes?|serveurs?|rechner|arbeitsplatz|arbeitsplätze"
                    + "|ordenador|ordenadores|equipos?|servidor|computadora|servidores|macchin[ae])";
    private static final Pattern MACHINE_NAMED = Pattern.compile("(?<![\\p{L}\\p{N}])" + MACHINE
            + "(?:[\\s:(\"“«]{1,3}(?:named|called|name|is|with|the|no\\.?|number|nommée?s?|appelée?s?|est|s['’]appelle"
            + "|le|la|nom|n°|numéro|namens|heißt|mit|dem|namen|nr\\.?|llamad[oa]|chiamat[oa])){0,4}"
            + "[\\s:(\"“«]{1,3}(" + CODE_LIKE + ")", FLAGS);
    private static final Pattern NAMED_MACHINE = Pattern.compile("(?<![\\p{L}\\p{N}_-])(" + CODE_LIKE
            + ")(?:[\\s,(]{1,3}(?:is|was|are|which|that|est|qui|c['’]est|ist|das|es))?[\\s,(]{1,3}"
            + "(?:one of )?(?:our|my|the|an?|notre|nos|mon|le|la|un|unsere?|mein|ein|der|mi|nuestro|un|il)"
            + "(?:\\s\\p{L}{1,15}){0,2}?\\s" + MACHINE + "(?![\\p{L}\\p{N}])", FLAGS);
    private static final Pattern WHERE =
            Pattern.compile("(?<![\\p{L}\\p{N}])(?:on|at|from|stands|sur|depuis|auf|an|von|en)"
                    + "\\s(" + CODE_LIKE + ")", FLAGS);
    private static final Pattern A_MACHINE =
            Pattern.compile("(?<![\\p{L}\\p{N}])" + MACHINE + "(?![\\p{L}\\p{N}])", FLAGS);

    private static final Pattern QUOTED =
            Pattern.compile("\"([^\"\\n]{5,160})\"|[“„]([^“”„\\n]{5,160})[”“]|«\\s?([^«»\\n]{5,160}?)\\s?»");

    private ExactTerms() {
    }

    /** The keys of all that an article has letter by letter. */
    static Set<String> keys(String text) {
        String plain = plain(text);
        var keys = new LinkedHashSet<String>();
        Matcher token = TOKEN.matcher(plain);
        while (token.find()) {
            String each = token.group();
            if (each.length() > LONGEST || !each.matches(".*[\\p{N}_.].*")) {
                continue;
            }
            boolean file = FILE.matcher(each).matches();
            if (file || each.matches(".*[\\p{N}_].*")) {
                keys.add(key(each));
            }
            if (!file) {
                Stream.of(each.split("[-._]")).filter(part -> NUMBER.matcher(part).matches()).forEach(keys::add);
            }
        }
        Matcher apart = APART.matcher(plain);
        while (apart.find()) {
            keys.add(key(apart.group(1) + apart.group(2)));
        }
        Matcher called = CODE_NUMBER.matcher(plain);
        while (called.find()) {
            keys.add(called(called.group(1)));
        }
        return keys;
    }

    /** What a question asks for letter by letter, in the order of its text. */
    static List<Asked> of(CustomerQuestion question) {
        String whole = plain(question.subject() + "\n" + String.join("\n", question.sentences()));
        boolean bare = whole.strip().split("\\s+").length <= BARE;
        boolean shouted = !bare && whole.equals(whole.toUpperCase(Locale.ROOT));
        String text = whole;
        for (Pattern personal : PERSONAL) {
            text = personal.matcher(text).replaceAll(" \n ");
        }
        Set<String> machines = bare ? Set.of() : machines(text);
        var asked = new LinkedHashMap<String, Asked>();
        Matcher called = CODE_NUMBER.matcher(text);
        while (called.find()) {
            String number = called.group(1);
            String digits = number.replace("-", "");
            add(asked, new Asked(NUMBER.matcher(digits).matches() ? List.of(called(number), digits)
                    : List.of(called(number)), Kind.CODE));
        }
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            String each = token.group();
            if (each.length() <= LONGEST && each.matches(".*[\\p{N}_.].*") && !asked.containsKey(each)) {
                Kind kind = kind(each, bare, shouted);
                if (kind != null) {
                    add(asked, new Asked(List.of(key(each)),
                            kind == Kind.CODE && machines.contains(key(each)) ? Kind.NAME : kind));
                }
            }
        }
        Matcher apart = APART.matcher(text);
        while (apart.find()) {
            String letters = apart.group(1);
            boolean capitals = letters.equals(letters.toUpperCase(Locale.ROOT)) && letters.length() > 1 && !shouted;
            boolean telling = !letters.matches("(?iU)" + CALLED) && !YEAR.matcher(apart.group(2)).matches();
            if (telling) {
                add(asked, new Asked(List.of(key(letters + apart.group(2))),
                        capitals && apart.group(2).length() > 2 && !machines.contains(key(letters + apart.group(2)))
                                ? Kind.CODE
                                : Kind.NAME));
            }
        }
        return asked.values().stream().limit(MOST).toList();
    }

    /**
     * What a text itself calls a code, as it is written: an error, or what a program says. Nothing by which a customer
     * or an order is known.
     */
    static Set<String> told(String text) {
        String rest = text;
        for (Pattern personal : PERSONAL) {
            rest = personal.matcher(rest).replaceAll(" \n ");
        }
        return found(TOLD, rest).filter(each -> kind(each, false, false) == Kind.CODE).collect(Collectors.toSet());
    }

    /** Keys of the names of machines in a question, unless they are what a machine says. */
    private static Set<String> machines(String text) {
        String joined = APART.matcher(text).replaceAll("$1-$2");
        Set<String> named = Stream.of(found(MACHINE_NAMED, joined), found(NAMED_MACHINE, joined),
                A_MACHINE.matcher(joined).find() ? found(WHERE, joined) : Stream.<String>of()).flatMap(each -> each)
                .filter(each -> kind(each, false, false) == Kind.CODE).map(ExactTerms::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        found(TOLD, joined).map(ExactTerms::key).forEach(named::remove);
        return named;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1));
    }

    /**
     * Keys of the codes that a customer's own words ask for, by which others who see the same code find the article.
     */
    static Set<String> codes(String learnedQuery) {
        return of(new CustomerQuestion("", List.of(learnedQuery))).stream().filter(each -> each.kind() == Kind.CODE)
                .flatMap(each -> each.keys().stream()).collect(Collectors.toSet());
    }

    /** What a question quotes word by word: two words or more. */
    static List<String> quoted(CustomerQuestion question) {
        String whole = plain(question.subject() + "\n" + String.join("\n", question.sentences()));
        return QUOTED.matcher(whole).results()
                .map(found -> Stream.of(1, 2, 3).map(found::group).filter(each -> each != null).findFirst().orElse(""))
                .filter(each -> each.strip().contains(" ")).distinct().limit(MOST).toList();
    }

    /** Whether a line tells a code. */
    static boolean in(String line) {
        return of(new CustomerQuestion("", List.of(line + " . . . ."))).stream()
                .anyMatch(each -> each.kind() == Kind.CODE);
    }

    private static void add(Map<String, Asked> asked, Asked each) {
        boolean known = asked.values().stream().flatMap(other -> other.keys().stream()).collect(Collectors.toSet())
                .contains(each.keys().get(each.keys().size() - 1));
        if (!known) {
            asked.put(each.keys().get(0), each);
        }
    }

    private static Kind kind(String token, boolean bare, boolean shouted) {
        if (FILE.matcher(token).matches()) {
            return OF_A_PROGRAM.matcher(token).matches() ? Kind.CODE : Kind.NAME;
        }
        if (YEAR.matcher(token).matches()) {
            return null;
        }
        if (NUMBER.matcher(token).matches() || VERSION.matcher(token).matches()) {
            return bare ? Kind.CODE : Kind.NUMBER;
        }
        boolean year = token.matches("\\p{L}+[-_]?(?:19|20)\\d\\d");
        if (!year && (HEXADECIMAL.matcher(token).matches() || CONSTANT.matcher(token).matches()
                || CAPITALS_AND_NUMBER.matcher(token).matches() && !shouted
                || LETTERS_AND_NUMBER.matcher(token).matches() && bare)) {
            return Kind.CODE;
        }
        return token.matches(".*[\\p{N}_].*") && token.matches(".*\\p{L}.*") ? Kind.NAME : null;
    }

    private static String key(String token) {
        String plain = SEPARATORS.matcher(token.toLowerCase(Locale.ROOT)).replaceAll("");
        return plain.startsWith("0x") ? plain.substring(2) : plain;
    }

    private static String called(String number) {
        return "#" + number.replace("-", "");
    }

    private static String plain(String text) {
        String composed = NormalizedText.of(text, Normalizer.Form.NFKC);
        return DASHES.matcher(INVISIBLE.matcher(composed).replaceAll("")).replaceAll("-");
    }
}
