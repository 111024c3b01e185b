package io.aftercare.desk;

import io.aftercare.policy.PolicyText;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The support policy for those who carry it out; each rule that a decision cites links to it. */
@DeskPage
class DeskPolicyController {

    private final DeskAccess access;
    private final PolicyText policy;

    DeskPolicyController(DeskAccess access, PolicyText policy) {
        this.access = access;
        this.policy = policy;
    }

    @GetMapping("/camunda/api/aftercare/policy")
    String read(Model model, HttpServletResponse response) {
        access.user();
        ContentSecurityPolicy.readOnly(response);
        model.addAttribute("policy", policy.in(Locale.ENGLISH));
        return "desk/policy";
    }
}
