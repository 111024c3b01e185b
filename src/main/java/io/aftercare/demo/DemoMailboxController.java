package io.aftercare.demo;

import com.icegreen.greenmail.store.StoredMessage;
import io.aftercare.conversation.Addresses;
import io.aftercare.conversation.NewAttachment;
import io.aftercare.conversation.SupportAddress;
import io.aftercare.demo.DemoCustomers.DemoCustomer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The mailbox of any customer of the demo, to read and to write mail; as a page and as JSON. */
@Controller
@Profile("demo")
class DemoMailboxController {

    private static final int MOST_SHOWN = 100;
    private static final String VIEW = "demo/mailbox";

    private final DemoMailServer server;
    private final DemoPostman postman;
    private final DemoCustomers customers;
    private final SupportAddress supportAddress;
    private final ObjectProvider<DemoPeople> people;
    private final DateTimeFormatter dates;

    DemoMailboxController(DemoMailServer server, DemoPostman postman, DemoCustomers customers,
            SupportAddress supportAddress, ObjectProvider<DemoPeople> people, Clock clock) {
        this.server = server;
        this.postman = postman;
        this.customers = customers;
        this.supportAddress = supportAddress;
        this.people = people;
        this.dates = DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss", Locale.UK).withZone(clock.getZone());
    }

    /** What stands in the fields of the form. */
    record Draft(String to, String subject, String text, Long replyTo) {
    }

    @GetMapping(path = "/demo/mailbox", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<List<DemoMail>> json(@RequestParam String address) {
        return jsonFile(address);
    }

    /** Newest first, at most a hundred; an address that never got a mail has none. */
    @GetMapping("/demo/mailbox.json")
    ResponseEntity<List<DemoMail>> jsonFile(@RequestParam String address) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(mails(address));
    }

    @GetMapping("/demo/mailbox")
    String page(@RequestParam(defaultValue = "") String address, @RequestParam(required = false) Long reply,
            Model model) {
        Draft draft = new Draft(supportAddress.address(), "", "", null);
        if (reply != null) {
            draft = find(address, reply).map(stored -> answer(DemoMail.of(address, stored))).orElse(draft);
        }
        return show(address, draft, model);
    }

    @PostMapping("/demo/mailbox")
    String send(@RequestParam String address, @RequestParam String to, @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String text, @RequestParam(required = false) Long replyTo,
            @RequestParam(required = false) List<MultipartFile> files, Model model,
            RedirectAttributes redirect) {
        Optional<DemoMail> answered = replyTo == null ? Optional.empty()
                : find(address, replyTo).map(stored -> DemoMail.of(address, stored));
        try {
            postman.send(address.strip(), to.strip(), subject, text, answered, files == null ? List.of() : files);
        } catch (DemoPostman.NotSent problem) {
            model.addAttribute("problem", problem.getMessage());
            return show(address, new Draft(to, subject, text, replyTo), model);
        }
        redirect.addAttribute("address", address.strip());
        redirect.addAttribute("sent", to.strip());
        return "redirect:/demo/mailbox";
    }

    @GetMapping("/demo/mailbox/{id}/attachments/{index}")
    ResponseEntity<byte[]> attachment(@PathVariable long id, @PathVariable int index, @RequestParam String address) {
        List<NewAttachment> files = find(address, id).map(stored -> DemoMail.read(stored).attachments())
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such mail."));
        if (index < 0 || index >= files.size()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "That mail has no such file.");
        }
        NewAttachment file = files.get(index);
        boolean image = file.mediaType().matches("image/(?:png|jpeg|gif|webp)");
        return ResponseEntity.ok()
                .contentType(image ? MediaType.parseMediaType(file.mediaType()) : MediaType.APPLICATION_OCTET_STREAM)
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_DISPOSITION,
                        (image ? ContentDisposition.inline() : ContentDisposition.attachment())
                                .filename(file.name(), StandardCharsets.UTF_8).build().toString())
                .body(file.content());
    }

    private String show(String address, Draft draft, Model model) {
        model.addAttribute("address", address.strip());
        model.addAttribute("mails", address.isBlank() ? List.of() : mails(address));
        List<DemoCustomer> known = customers.all();
        model.addAttribute("customers", known);
        model.addAttribute("customer", known.stream()
                .filter(customer -> customer.address().equals(Addresses.normalised(address))).findFirst().orElse(null));
        model.addAttribute("others", server.customers().stream()
                .filter(other -> known.stream().noneMatch(customer -> customer.address().equals(other)))
                .filter(other -> people().stream().noneMatch(person -> person.address().equals(other))).toList());
        model.addAttribute("staff", people());
        model.addAttribute("supportAddress", supportAddress.address());
        model.addAttribute("dates", dates);
        model.addAttribute("draft", draft);
        return VIEW;
    }

    /** Who works for the support: they are mailed about their tasks, and answer from here. */
    private List<DemoPerson> people() {
        return people.stream().flatMap(all -> all.all().stream()).toList();
    }

    private List<DemoMail> mails(String address) {
        String normalised = Addresses.normalised(address);
        return server.mails(normalised).stream().limit(MOST_SHOWN).map(stored -> DemoMail.of(normalised, stored))
                .toList();
    }

    private Optional<StoredMessage> find(String address, long id) {
        return server.mails(address).stream().filter(stored -> stored.getUid() == id).findFirst();
    }

    private Draft answer(DemoMail mail) {
        String subject = mail.subject().regionMatches(true, 0, "re:", 0, 3) ? mail.subject() : "Re: " + mail.subject();
        String quoted = mail.text().lines().map(line -> line.startsWith(">") ? ">" + line : "> " + line)
                .reduce("", (text, line) -> text + "\n" + line);
        return new Draft(mail.replyTo(), subject,
                "\n\nOn " + dates.format(mail.date()) + ", " + mail.from() + " wrote:" + quoted, mail.id());
    }
}
