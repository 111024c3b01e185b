package io.aftercare.mail.reading;

import io.aftercare.conversation.Subjects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Suspects that a mail program answered for somebody who is away, without a header that says so. It is asked of agents'
 * replies only, which go to customers: a mail held for a notice is sent back to the agent with the question.
 */
public final class AbsenceNotice {

    private static final int LONGEST = 2000;
    private static final Pattern TAG =
            Pattern.compile("^\\s*(?:\\[[^\\]]{0,40}]|\\([^)]{0,40}\\)|\\*{1,5}[^*]{0,40}\\*{1,5})");
    private static final Pattern NUMBERED = Pattern.compile("(?i)\\[AC-\\d{6,15}]");
    private static final Pattern AWAY =
            Pattern.compile("(?iu)out of (?:the |my )?office|(?:i|we)(?: am|['’]m| are| will be)"
                    + "(?: currently| now| still)? (?:away|on (?:annual |sick |parental |maternity )?(?:leave|vacation|holiday|business)"
                    + "|travel|not in|unavailable|absent|off)|on (?:annual|sick|parental|maternity) leave|limited access to (?:my )?e-?mail"
                    + "|will (?:read|reply to|respond to|answer) (?:your|the) (?:e-?mail|message|mail)s? (?:when|upon|after|as soon|on my)"
                    + "|(?:upon|on|after) my return|no longer work(?:s|ing)? (?:at|for|here)|this is an automat(?:ic|ed)"
                    + "|automat(?:ic|ed|ically)[- ](?:generated|reply|response|message)"
                    + "|absent(?:e)? (?:du|de|jusqu|pour|actuellement)|(?:suis|serai)[^.\\n]{0,30}(?:absent|en (?:congé|vacances|déplacement))"
                    + "|en (?:congés?|vacances) (?:du|jusqu|depuis)|de retour (?:le|au|à partir)|à mon retour|message automatique"
                    + "|abwesen|nicht im (?:büro|haus|dienst)|im urlaub|urlaub bis|außer haus|nach meiner rückkehr|automatische (?:antwort|"
                    + "nachricht)|in (?:elternzeit|mutterschutz)|krankgeschrieben"
                    + "|fuera de la oficina|de vacaciones|estaré (?:ausente|fuera)|estoy ausente|respuesta automática"
                    + "|fuori (?:sede|ufficio)|in ferie|(?:sono|sarò) assente|risposta automatica"
                    + "|afwezig|niet (?:op kantoor|aanwezig)|(?:met|op) vakantie|met verlof|automatisch antwoord"
                    + "|ausente|de férias|fora do escritório|resposta automática"
                    + "|bortreist|(?:er|är|på|på) ferie|på semester|frånvar|fravær|ikke (?:på|til stede|på kontor|i kontor)|föräldraledig"
                    + "|tjänsteledig|på resa|automatiskt? svar|ute av kontor|inte på kontoret|leser ikke e-?post|läser inte"
                    + "|poissa|lomalla|en ole paikalla|automaattinen vastaus|nieobecn|na urlopie|poza biurem|automatyczna odpowiedź"
                    + "|nepřítom|mimo kancelář|na dovolené|dovolenk|neprítom|szabadság|nem vagyok (?:az )?irod|távol vagyok"
                    + "|în concediu|nu sunt (?:în|la) birou|izinde|ofis dışında|izindeyim|odsutan|odsut|na odmoru|godišnj"
                    + "|отпуск|отсутств|нет на месте|відпустц|відсутн|автоматическ|отпуската|извън офиса|άδεια|εκτός γραφείου|λείπω"
                    + "|休暇|不在|休假|外出|出差|부재|휴가|자리를 비|إجازة|خارج المكتب|בחופשה|לא במשרד|ลาพัก|nghỉ phép|cuti");

    private AbsenceNotice() {
    }

    /** Why a mail may be a notice, in the second half of a sentence; empty when nothing says so. */
    public static Optional<String> suspected(ParsedMail mail) {
        String own = DeliveryReport.bounded(mail.ownText(), LONGEST);
        if (own.stripLeading().startsWith("#")) {
            // A command is what no program writes.
            return Optional.empty();
        }
        var number = NUMBERED.matcher(mail.subject());
        if (number.find() && !replyMarks(mail.subject().substring(0, number.start()))) {
            return Optional.of("its subject is not that of a reply, as when a mail program answers by itself");
        }
        return AWAY.matcher(own).find() ? Optional.of("it reads like the absence notice of a mail program")
                : Optional.empty();
    }

    /** Whether only what mail programs and gateways write before the subject of a reply stands there. */
    private static boolean replyMarks(String before) {
        String rest = before.strip();
        String last;
        do {
            last = rest;
            rest = Subjects.bare(TAG.matcher(rest).replaceFirst(""));
        } while (!rest.equals(last));
        return rest.isEmpty();
    }
}
