package io.aftercare.knowledge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a question what tells who asked it: addresses, numbers, keys, names. Better a word too many is taken out
 * than one too few; error codes, years and versions stay, since they say what the question is about.
 */
public final class PersonalData {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final String GIVEN = "(?:\\p{Lu}[\\p{L}'’-]+)";
    private static final String STREET =
            "(?:street|st|road|rd|avenue|ave|lane|ln|drive|close|court|square|terrace|crescent"
                    + "|boulevard|blvd|way|gardens?)";
    private static final String VOIE =
            "(?:rue|avenue|av|boulevard|bd|bld|chemin|all[ée]es?|impasse|place|quai|route|square"
                    + "|cours|faubourg|passage|r[ée]sidence|lotissement|hameau)";
    private static final String KIN =
            "(?:great-|grand-|step-|half-|arrière-|beau-|belle-|petit-|petite-)*(?:grand)?(?:father|mother|parents?"
                    + "|brother|sister|son|daughter|uncle|aunt|cousins?|nephew|niece|husband|wife|partner|friend"
                    + "|neighbou?r|colleague"
                    + "|(?:father|mother|brother|sister|son|daughter)-in-law|dad|mum|mom|père|mère"
                    + "|frère|sœur|soeur|fils|fille|oncle|tante"
                    + "|cousine|neveu|nièce|mari|femme|épouse|époux|compagnon|compagne|ami|amie"
                    + "|voisin|voisine|collègue|papa|maman)";
    /** In this order: what begins another is taken out before it. What stands in a group announces it and is kept. */
    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("(?:https?|ftp)://\\S+|\\bwww\\.\\S+", FLAGS),
            // an address; the look behind makes each run of characters be tried once, from its beginning
            Pattern.compile("(?:mailto:)?(?<![^\\s<>()\\[\\]\"',;:@])[^\\s<>()\\[\\]\"',;:@]++@[^\\s<>()\\[\\]\"',;:]+",
                    FLAGS),
            // IBAN
            Pattern.compile("\\b[A-Z]{2}\\d{2}(?:[ -]?[A-Z0-9]{2,4}){3,8}\\b"),
            // what is announced: order no. 123, n° de commande : A-12, licence key ABCD-EFGH
            Pattern.compile("(\\b(?:order|invoice|customer|client|licen[cs]e|serial|registration|request|ticket|case"
                    + "|reference|commande|facture|cliente?|licence|s[ée]rie|dossier|r[ée]f[ée]rence|key|cl[ée]"
                    + "|n°)(?:\\s(?:number|num[ée]ro|no\\.?|n°|key|code|is|est|de|id)){0,3}"
                    + "\\s?[:#=]?\\s?)#?(?=[\\w/-]*\\d)(?![\\d.]{1,2}\\b|F\\d{1,2}\\b|(?:19|20)\\d\\d\\b)[\\w/-]+",
                    FLAGS),
            // a password that is told
            Pattern.compile(
                    "(\\b(?:password|passwort|mot de passe|pin|iban|bic|swift)(?:\\s(?:is|est|=)|\\s?[:=])\\s?)\\S+",
                    FLAGS),
            // a key: groups of letters and digits with hyphens, at least one of them with a digit
            Pattern.compile("\\b(?=[A-Z0-9-]{0,100}\\d)[A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8}){2,}\\b", FLAGS),
            Pattern.compile("\\b(?=[A-Z]*\\d)(?!0x)(?=(?:[A-Z-]*\\d){4})[A-Z0-9]*-?[A-Z0-9]{7,}\\b", FLAGS),
            Pattern.compile("\\b[A-Z]{2,4}-\\d{3,}\\b"),
            // the town behind a postcode
            Pattern.compile(
                    "\\b\\d{4,5}\\s" + GIVEN + "(?:[\\s-](?:(?:sur|sous|en|lès|les|le|la)[\\s-])?" + GIVEN + "){0,3}"),
            // cards, telephones, and any other long number; hexadecimal error codes stay
            Pattern.compile("(?<![\\w.])(?:\\+|00)?\\(?\\d(?:[\\s.()/-]{0,2}\\d){7,18}(?![\\w])"),
            Pattern.compile("(?<![\\w])#?\\d{5,}(?!\\w)"),
            // days, such as a birthday
            Pattern.compile("\\b(?:\\d{1,2}[./-]\\d{1,2}[./-](?:\\d{4}|\\d{2})|\\d{4}-\\d{2}-\\d{2})\\b"),
            // streets
            Pattern.compile(
                    "\\b\\d{1,4}[a-z]?(?:\\s?(?:bis|ter))?,?\\s" + VOIE + "\\b\\.?(?:\\s(?:d[eu]s?|la|les?|l'|d'|l’|d’)"
                            + "|\\s?[\\p{Lu}][\\p{L}'’-]*){1,6}",
                    Pattern.UNICODE_CASE),
            Pattern.compile("\\b\\d{1,4}[A-Za-z]?,?(?:\\s" + GIVEN + "){1,4}\\s(?i:" + STREET + ")\\b\\.?"),
            // who introduces themselves, says where they live, or names their family
            Pattern.compile(
                    "(\\b(?i:i live in|i live at|we live in|living in|j'habite à|j’habite à|nous habitons "
                            + "à|domicilié[e]? à)\\s)"
                            + GIVEN
                            + "(?:[\\s-]" + GIVEN + "){0,2}"),
            Pattern.compile(
                    "(\\b(?i:my|our|his|her|mon|ma|mes|notre|nos|son|sa|ses)\\s"
                            + "(?:(?i:late|dear|great|feu|feue|defunt|défunt|défunte)\\s)?(?i:"
                            + KIN
                            + ")\\s)" + GIVEN + "(?:\\s" + GIVEN + "){0,2}"),
            Pattern.compile(
                    "(\\b(?i:my name is|my name's|je m'appelle|je m’appelle|je me nomme|mon nom est)\\s)" + GIVEN
                            + "(?:\\s" + GIVEN + "){0,3}"),
            Pattern.compile("(\\b(?i:this is|i am|i'm|je suis|ici)\\s)" + GIVEN + "(?:\\s" + GIVEN + "){1,3}"),
            Pattern.compile("\\b(?:Mr|Mrs|Ms|Miss|Dr|Mme|Mlle|M|Monsieur|Madame|Sir|Lady)\\b\\.?\\s" + GIVEN
                    + "(?:\\s" + GIVEN + "){0,2}"));
    /** Stand for codes while personal data are taken out: no letters, no digits, and in no mail. */
    private static final char FIRST_KEPT = '\uE000';
    private static final int MOST_CODES = 20;
    private static final Pattern KEPT = Pattern.compile("[\\uE000-\\uE013]");
    private static final Pattern HOLES = Pattern.compile(" ?[(\\[<\"«] ?[)\\]>\"»]");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern BEFORE_MARKS = Pattern.compile("\\s+([,.;!?])(?=\\s|$)");
    private static final Pattern CLOSING = Pattern.compile(
            "\\W*(?:(?:with |my |our )?"
                    + "(?:(?:very )?(?:best|kind(?:est)?|warm(?:est)?|many) (?:regards|wishes|thanks|greetings)"
                    + "|regards|yours(?: \\p{L}+)?|(?:\\p{L}+ )?sincerely(?: yours)?|cheers|greetings|respectfully"
                    + "|all the best|best|take care"
                    + "|(?:thanks|thank you)(?: in advance| again| a lot| so much| very much| for your [^.?:]{0,40}"
                    + "| and [^.?:]{0,30})?|(?:bien |très )?cordialement|bien (?:à vous|sincèrement|amicalement)"
                    + "|(?:sincères |meilleures |mes )?salutations[^.?:]{0,40}|amicalement|respectueusement"
                    + "|merci(?: (?:beaucoup|bien|encore|à vous|d['’]avance|par avance|pour votre [^.?:]{0,40}))?"
                    + "|en vous remerciant[^.?:]{0,60}|dans l['’]attente[^.?:]{0,60}"
                    + "|(?:veuillez|je vous prie) (?:d['’]|de )?(?:agréer|recevoir|croire)[^.?:]{0,90}"
                    + "|mit freundlichen[^.?:]{0,30}|viele grüße|saludos[^.?:]{0,30}|cordiali[^.?:]{0,20}"
                    + "|distinti saluti|met vriendelijke[^.?:]{0,20}))(?: / [^.?:]{0,40})?[,.!]?",
            FLAGS);
    private static final Pattern GREETING = Pattern.compile(
            "\\W*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|to whom|bonjour|bonsoir|salut|ch[eè]re?s?"
                    + "|madame|monsieur|messieurs|sehr geehrte|hallo|guten tag|hola|buongiorno)"
                    + "(?:\\s[\\p{L}.'’-]{1,30}){0,6}[,!]?",
            FLAGS);
    /** It ends, asks, or goes on from a line before. */
    private static final Pattern SENTENCE = Pattern.compile(".*\\p{Ll}{3}[.!?…:]|\\p{Ll}.*");
    private static final int SIGNATURE_LINES = 8;
    private static final int LONGEST_SIGNATURE_LINE = 80;
    private static final int SHORTEST_NAME = 2;

    private PersonalData() {
    }

    /**
     * What a customer's mail says, on one line: without greeting, closing, signature, quotes and personal data.
     *
     * @param mail    its subject on the first line
     * @param names   of whoever may be named in it: full names and mail addresses; null ones are passed over
     * @param longest characters looked at, and kept
     */
    public static String removedFrom(String mail, Collection<String> names, int longest) {
        return without(CustomerQuestion.of(withoutSignatures(mail), longest), names, longest);
    }

    /** What stands below a closing tells who wrote, in whatever lines: role, company, address. */
    private static String withoutSignatures(String mail) {
        var kept = new StringJoiner("\n");
        int signature = 0;
        for (String line : mail.lines().toList()) {
            String words = line.strip();
            if (CLOSING.matcher(words).matches()) {
                signature = SIGNATURE_LINES;
            } else if (signature > 0 && !words.isEmpty() && words.length() <= LONGEST_SIGNATURE_LINE
                    && !SENTENCE.matcher(words).matches()) {
                signature--;
            } else if (!GREETING.matcher(words).matches()) {
                signature = words.isEmpty() ? signature : 0;
                kept.add(line);
            }
        }
        return kept.toString();
    }

    /**
     * A question without greeting, closing, signature, quotes and personal data, on one line.
     *
     * @param names   of whoever asks: full names and mail addresses; null ones are passed over
     * @param longest characters
     */
    static String without(CustomerQuestion question, Collection<String> names, int longest) {
        var text = new StringJoiner(" ");
        String subject = question.subject().strip();
        if (!subject.isEmpty()) {
            text.add(without(subject, names) + (subject.matches(".*[.!?]") ? "" : "."));
        }
        question.sentences().forEach(sentence -> text.add(without(sentence, names)));
        String clean = ArticleText.storable(text.toString().strip());
        if (clean.length() <= longest) {
            return clean;
        }
        int end = clean.lastIndexOf(' ', longest);
        return ArticleText.storable(clean.substring(0, end <= 0 ? longest : end));
    }

    /** A text without personal data; a blank stands where there was some. Codes that it calls so are kept. */
    static String without(String text, Collection<String> names) {
        List<String> codes = ExactTerms.told(text).stream().sorted().limit(MOST_CODES).toList();
        String clean = KEPT.matcher(text).replaceAll(" ");
        for (int code = 0; code < codes.size(); code++) {
            clean = clean.replace(codes.get(code), String.valueOf((char) (FIRST_KEPT + code)));
        }
        for (Pattern pattern : PATTERNS) {
            clean = pattern.matcher(clean).replaceAll(found -> found.groupCount() == 0 ? " "
                    : Matcher.quoteReplacement(found.group(1)) + " ");
        }
        for (Pattern name : patterns(names)) {
            clean = name.matcher(clean).replaceAll(" ");
        }
        for (int code = 0; code < codes.size(); code++) {
            clean = clean.replace(String.valueOf((char) (FIRST_KEPT + code)), codes.get(code));
        }
        clean = HOLES.matcher(BLANKS.matcher(clean).replaceAll(" ")).replaceAll(" ");
        return BEFORE_MARKS.matcher(BLANKS.matcher(clean).replaceAll(" ")).replaceAll("$1").strip();
    }

    /** The whole name as it may be written; a part of it only in capitals, since names are words too, such as Will. */
    private static List<Pattern> patterns(Collection<String> names) {
        return names.stream().filter(name -> name != null && !name.isBlank())
                .map(name -> name.contains("@") ? name.substring(0, name.indexOf('@')) : name)
                .flatMap(name -> {
                    List<String> parts = Arrays.stream(name.strip().split("[^\\p{L}\\p{M}]+"))
                            .filter(part -> part.length() >= SHORTEST_NAME)
                            .sorted(Comparator.comparing(String::length).reversed()).toList();
                    var patterns = new ArrayList<Pattern>();
                    if (parts.size() > 1) {
                        patterns.add(Pattern.compile("\\b" + Pattern.quote(name.strip()) + "(?:['’]s)?\\b", FLAGS));
                    }
                    for (String part : parts) {
                        String capital = part.substring(0, 1).toUpperCase();
                        patterns.add(Pattern
                                .compile("\\b" + Pattern.quote(capital) + "(?:(?iu:" + Pattern.quote(part.substring(1))
                                        + "))(?:['’]s)?\\b", Pattern.UNICODE_CHARACTER_CLASS));
                    }
                    return patterns.stream();
                }).toList();
    }
}
