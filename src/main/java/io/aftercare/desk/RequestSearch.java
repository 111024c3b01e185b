package io.aftercare.desk;

import io.aftercare.conversation.RequestNumber;
import io.aftercare.conversation.RequestWords;
import io.aftercare.conversation.Requests;
import io.aftercare.conversation.SearchWords;
import io.aftercare.entitlement.Licences;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Finds requests by what an agent types, among those that this person may read: first the one of that number, then
 * those of whoever bought by that licence key or order number, then those that have all the words, newest first.
 */
@Component
public class RequestSearch {

    private static final Pattern NUMBER = Pattern.compile("(?:AC-|#)?0*(\\d{1,15})", Pattern.CASE_INSENSITIVE);

    private final RequestWords words;
    private final Requests requests;
    private final Licences licences;
    private final ReadableRequests readable;

    RequestSearch(RequestWords words, Requests requests, Licences licences, ReadableRequests readable) {
        this.words = words;
        this.requests = requests;
        this.licences = licences;
        this.readable = readable;
    }

    /** @return at most {@code limit}, none when nothing but signs was typed */
    public List<RequestNumber> find(String typed, int limit) {
        Set<RequestNumber> among = readable.limit().orElse(null);
        SearchWords wanted = SearchWords.of(typed);
        Set<RequestNumber> found = new LinkedHashSet<>();
        numbered(typed).ifPresent(found::add);
        licences.find(typed).ifPresent(licence -> requests
                .list(null, null, null, licence.customerAddress(), among, limit, 0)
                .forEach(request -> found.add(request.number())));
        found.addAll(words.find(wanted, among, limit + found.size()));
        return found.stream().limit(limit).toList();
    }

    private Optional<RequestNumber> numbered(String typed) {
        Matcher number = NUMBER.matcher(typed.strip());
        return number.matches() ? Optional.of(new RequestNumber(Long.parseLong(number.group(1))))
                .filter(one -> readable.contain(one) && requests.find(one).isPresent()) : Optional.empty();
    }
}
