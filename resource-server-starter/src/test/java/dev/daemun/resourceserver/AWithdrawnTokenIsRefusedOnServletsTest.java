package dev.daemun.resourceserver;

class AWithdrawnTokenIsRefusedOnServletsTest extends AWithdrawnTokenIsRefusedTest {
    AWithdrawnTokenIsRefusedOnServletsTest() {
        super(Face.SERVLET);
    }
}
