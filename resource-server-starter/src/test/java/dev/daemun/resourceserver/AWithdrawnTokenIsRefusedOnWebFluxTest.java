package dev.daemun.resourceserver;

class AWithdrawnTokenIsRefusedOnWebFluxTest extends AWithdrawnTokenIsRefusedTest {
    AWithdrawnTokenIsRefusedOnWebFluxTest() {
        super(Face.REACTIVE);
    }
}
