package io.aftercare.desk.notifications;

import io.aftercare.desk.ContentSecurityPolicy;
import io.aftercare.desk.DeskAccess;
import io.aftercare.desk.DeskPage;
import io.aftercare.process.Staff;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** Where an agent chooses which tasks are mailed, and when; each for oneself. */
@DeskPage
class NotificationController {

    private static final int NONCE_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final DeskAccess access;
    private final NotificationChoices choices;
    private final Staff staff;
    private final TaskMailProperties settings;

    NotificationController(DeskAccess access, NotificationChoices choices, Staff staff, TaskMailProperties settings) {
        this.access = access;
        this.choices = choices;
        this.staff = staff;
        this.settings = settings;
    }

    @GetMapping("/camunda/api/aftercare/notifications")
    String show(Model model, HttpServletResponse response) {
        String user = access.user();
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        ContentSecurityPolicy.withInlineScript(response, nonce);
        model.addAttribute("nonce", nonce);
        model.addAttribute("choice", choices.of(user));
        model.addAttribute("address", staff.find(user).map(Staff.Member::address).orElse(null));
        model.addAttribute("times", String.join(", ", settings.digestAt().stream().map(Object::toString).toList()));
        return "desk/notifications";
    }

    /** @throws ResponseStatusException 400 when a part is missing */
    @PutMapping("/camunda/api/aftercare/notifications")
    @ResponseBody
    NotificationChoice choose(@RequestBody NotificationChoice choice) {
        String user = access.user();
        if (choice.tasks() == null || choice.moment() == null) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
                    "Give tasks (EVERY, OWN or NONE) and moment (AT_ONCE or DIGEST).");
        }
        choices.save(user, choice);
        return choices.of(user);
    }
}
