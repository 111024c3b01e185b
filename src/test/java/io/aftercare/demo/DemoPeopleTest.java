package io.aftercare.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.platform.StartedApplication;
import io.aftercare.platform.StartupLock;
import io.aftercare.platform.SupportGroups;
import io.aftercare.platform.WebSession;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@StartedApplication
class DemoPeopleTest {

    @LocalServerPort
    int port;
    @Autowired
    IdentityService identities;
    @Autowired
    ManagementService management;
    @Autowired
    StartupLock start;
    @Autowired
    ApplicationContext context;

    private final DemoPeople people = new DemoPeople();

    @BeforeEach
    void startDemo() {
        people.createDemoPeople(identities, start).start();
    }

    @AfterEach
    void removeAgain() {
        people.all().forEach(person -> identities.deleteUser(person.user()));
        management.deleteProperty("aftercare.demo-people");
    }

    @Test
    void everybodyCanLogInWhereTheirWorkIs() throws Exception {
        for (DemoPerson person : people.all()) {
            boolean agent = SupportGroups.AGENTS.containsAll(person.groups());
            boolean admin = person.groups().contains(SupportGroups.ADMINISTRATORS);
            boolean manager = person.groups().contains(SupportGroups.MANAGERS);

            assertThat(mayLogIn(person, "tasklist")).as(person.user()).isEqualTo(agent || manager || admin);
            assertThat(mayLogIn(person, "cockpit")).as(person.user()).isEqualTo(!agent);
            assertThat(mayLogIn(person, "admin")).as(person.user()).isEqualTo(admin);
        }
    }

    @Test
    void thereIsSomebodyInEveryGroup() {
        assertThat(people.all()).flatExtracting(DemoPerson::groups).containsAll(SupportGroups.AGENTS)
                .contains(SupportGroups.MANAGERS, SupportGroups.DESIGNERS, SupportGroups.ADMINISTRATORS);
    }

    @Test
    void aFurtherStartBringsNobodyBackAndChangesNoPassword() {
        identities.deleteUser("max");
        var ursula = identities.createUserQuery().userId("ursula").singleResult();
        ursula.setPassword("Brand-New-2026");
        identities.saveUser(ursula);

        people.createDemoPeople(identities, start).start();

        assertThat(identities.createUserQuery().userId("max").count()).isZero();
        assertThat(identities.checkPassword("ursula", "Brand-New-2026")).isTrue();
    }

    @Test
    void withoutTheProfileThereIsNobody() {
        assertThat(context.getBeansOfType(DemoPeople.class)).isEmpty();
    }

    private boolean mayLogIn(DemoPerson person, String app) throws Exception {
        int status = new WebSession(port).tryLogin(person.user(), person.password(), app);
        assertThat(status).isIn(List.of(200, 401, 403));
        return status == 200;
    }
}
