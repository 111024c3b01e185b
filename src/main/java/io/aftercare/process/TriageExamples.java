package io.aftercare.process;

import io.aftercare.conversation.Request;
import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.Requests;
import io.aftercare.knowledge.PersonalData;
import io.aftercare.platform.StartupAction;
import io.aftercare.triage.TextTriage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/** Keeps who wrote, and whom they named, out of what the triage learns. */
@Component
class TriageExamples {

    private static final int LONGEST = 4_000;
    private static final int SHORTEST_NAME = 2;

    private final Requests requests;
    private final Staff staff;

    TriageExamples(Requests requests, Staff staff) {
        this.requests = requests;
        this.staff = staff;
    }

    /** Cleans what was learned when names were still kept. */
    @Bean
    static StartupAction namesOutOfEarlierExamples(TextTriage triage, TriageExamples examples) {
        return new StartupAction(StartupAction.INITIAL_SETUP + 1, () -> triage.cleanExamples(examples::anonymous));
    }

    /** A customer's text without greeting, signature, names, addresses, numbers and keys. */
    String anonymous(RequestNumber number, String text) {
        Request request = requests.get(number);
        List<String> names = new ArrayList<>();
        names.add(request.customerName());
        names.add(request.customerAddress());
        String words = text.toLowerCase(Locale.ROOT);
        // Of hundreds of agents, those that are named.
        staff.names().stream().filter(name -> Stream.of(name.split("[^\\p{L}\\p{M}]+"))
                .anyMatch(part -> part.length() >= SHORTEST_NAME && words.contains(part.toLowerCase(Locale.ROOT))))
                .forEach(names::add);
        return PersonalData.removedFrom(text, names, LONGEST);
    }
}
