package io.aftercare.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** CVE-2026-77226: nobody becomes administrator by asking, not even while there is none. */
@StartedApplication
class AdminSetupTest {

    private static final String INTRUDER = """
            {"profile": {"id": "intruder", "firstName": "I", "lastName": "N", "email": "i@n.example"},
             "credentials": {"password": "Open-Sesame-1"}}""";

    @LocalServerPort
    int port;
    @Autowired
    IdentityService identities;

    @BeforeEach
    void takeAwayTheOnlyAdministrator() {
        identities.deleteMembership(TestPeople.ADMIN, SupportGroups.ADMINISTRATORS);
    }

    @AfterEach
    void giveBack() {
        identities.createMembership(TestPeople.ADMIN, SupportGroups.ADMINISTRATORS);
        identities.deleteUser("intruder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/api/admin/setup/default/user/create",
            "/camunda/api/admin/setup/default/user/create/",
            "/camunda/api/admin/setup;x=1/default/user/create", "/camunda/api/admin/setup/default;x/user/create",
            "/camunda/api/admin/setup/default/user/create;jsessionid=1",
            "/camunda/api/admin;a/setup/default/user/create",
            "/camunda/api//admin/setup/default/user/create", "/camunda/api/admin//setup/default/user/create",
            "//camunda/api/admin/setup/default/user/create", "/camunda/api/admin/setup/default//user/create",
            "/camunda/api/admin/%73etup/default/user/create", "/camunda/api/admin/setup/default/user/creat%65",
            "/camunda/%61pi/admin/setup/default/user/create", "/%63amunda/api/admin/setup/default/user/create",
            "/camunda/api/%61dmin/setup/default/user/create", "/camunda/api/admin/setup/%64efault/user/create",
            "/camunda/api/admin/./setup/default/user/create", "/camunda/api/admin/x/../setup/default/user/create",
            "/camunda/api/admin/x/%2e%2e/setup/default/user/create", "/camunda/api/admin/setup%2Fdefault/user/create",
            "/camunda/api/admin/setup/DEFAULT/user/create", "/camunda/api/admin/SETUP/default/user/create",
            "/camunda/api/tasklist/../admin/setup/default/user/create",
            "/camunda/api/admin/setup%20/default/user/create",
            "/camunda/api/welcome/setup/default/user/create", "/camunda/api/admin/setup/default/user/create?x=1"})
    void theSetupIsNotThereByAnyPath(String path) throws Exception {
        var session = new WebSession(port);
        session.get("/camunda/app/admin/default/");

        var response = session.send(session.request(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(INTRUDER)));

        assertThat(response.statusCode()).isBetween(400, 499);
        assertThat(identities.createUserQuery().userId("intruder").count()).isZero();
        assertThat(identities.createUserQuery().memberOfGroup(SupportGroups.ADMINISTRATORS).count()).isZero();
    }

    @Test
    void theSetupPageIsNotOfferedAndAgentsCanStillWork() throws Exception {
        var page = new WebSession(port).get("/camunda/app/tasklist/default/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Camunda Tasklist");

        var setup = new WebSession(port).get("/camunda/app/admin/default/setup/");
        assertThat(setup.statusCode()).isEqualTo(302);
        assertThat(setup.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).doesNotContain("setup"));
    }

    @Test
    void theConfiguredAdministratorIsCreatedOnceAndCanLogIn() throws Exception {
        var first = new FirstAdministrator(identities,
                new FirstAdministrator.AdministratorProperties("intruder", "Open-Sesame-1"));

        first.createIfNone();
        first.createIfNone();
        new FirstAdministrator(identities, new FirstAdministrator.AdministratorProperties("second", "Open-Sesame-2"))
                .createIfNone();

        assertThat(identities.createUserQuery().memberOfGroup(SupportGroups.ADMINISTRATORS).list())
                .extracting(User::getId).containsExactly("intruder");
        assertThat(new WebSession(port).tryLogin("intruder", "Open-Sesame-1", "admin")).isEqualTo(200);
    }

    @Test
    void aWeakPasswordForTheAdministratorStopsTheStart() {
        var weak = new FirstAdministrator(identities,
                new FirstAdministrator.AdministratorProperties("intruder", "secret"));

        assertThatThrownBy(weak::createIfNone).hasMessageContaining("aftercare.admin.password is too weak");
        assertThat(identities.createUserQuery().userId("intruder").count()).isZero();
    }

    @Test
    void theRestOfTheAdminApiWorks() throws Exception {
        var session = WebSession.of(port, TestPeople.AGENT);

        assertThat(session.get("/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"alan\"");
    }
}
