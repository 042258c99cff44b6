"""Portuguese."""

from ._lists import lines

COMMON = """o a os as um uma e sao era sou eu voce voces ele ela nos meu minha seu sua este esta
isto isso mas de do da em no na com por para tenho tem nao posso pode que quando onde como aqui me
se tambem so mais desde ja muito ha estou foi pelo pela ao"""

NEGATIVE = lines("""
irritad*
zangad*
chatead*
furios*
decepcion*
desapont*
frustr*
insatisfeit*
indignad*
fart*
horrivel
terrivel
pessim*
muito mau
muito ma
muito ruim
inutil
inuteis
lixo
porcaria
merda
droga
estupid*
idiota*
vergonha
mentira*
mentiros*
engana*
burla
golpe
incompetent*
grosseir*
mal educad*
desastre
pior
raios
maldit*
argh
aff*
""")
POSITIVE = lines("""
bom
boa
bem
contente
feliz
satisfeito
satisfeita
util
normal
serio
aceitavel
profissional
""")
NEGATORS = lines("""
nao
nunca
jamais
sem
nenhum
nenhuma
nada
nem
""")
COMPLAINTS = lines("""
ridiculo
inaceitavel
inadmissivel
absurdo
um absurdo
uma vergonha
que vergonha
inacreditavel
nao acredito
nao pode ser
e brincadeira
e uma piada
estao a brincar
estao brincando
esta a gozar
estao a gozar
ja chega
chega disto
chega disso
estou farto
estou farta
estou cansado disso
estou cansada disso
mau servico
pessimo servico
pessimo atendimento
que atendimento
pior atendimento
perda de tempo
perder tempo
perdendo tempo
nao me entende
nao entendem
nao me ouve
nao leem
nao serve para nada
nao servem para nada
reclamacao
queixa
reclamar
livro de reclamacoes
supervisor
gerente
seu chefe
o responsavel
um responsavel
procon
""")
PERSON = lines("""
pessoa real
pessoa de verdade
um humano
um ser humano
falar com alguem
falar com outra pessoa
e um robo
falar com uma pessoa
falar com um atendente
falar com um assistente
falar com um robo
falando com um robo
falar com uma maquina
""")
LEAVING = lines("""
cancelar a minha conta
cancelar minha conta
cancelar tudo
encerrar a minha conta
encerrar minha conta
fechar a minha conta
nunca mais
a concorrencia
outra empresa
outro fornecedor
advogado
advogada
processar
accao judicial
acao judicial
ma avaliacao
avaliacao negativa
perder um cliente
perderam um cliente
esqueca
esquece
desisto
devolvam o meu dinheiro
quero meu dinheiro
quero o meu dinheiro
""")
IMPATIENCE = lines("""
rapido
depressa
despachem
agora mesmo
imediatamente
quanto tempo
quanto falta
demora tanto
demoram tanto
demorando
a demorar
muito lento
demasiado lento
ainda espero
estou a espera
estou esperando
continuo a espera
o dia todo
dia inteiro
nao tenho tempo
ha horas
faz horas
""")
UNSOLVED = lines("""
nao foi o que perguntei
nao e a minha pergunta
nao e minha pergunta
nao respondeu
nao responde
responda a minha pergunta
responda minha pergunta
nao ajuda
nao me ajuda
nao funciona
continua sem
continuo sem
ainda nao
nao esta certo
nao e isso
ja tentei
ja fiz isso
""")
AGAIN = lines("""
ja disse
ja lhe disse
ja falei
ja expliquei
ja perguntei
ja respondi
como ja disse
como eu disse
repito
quantas vezes
segunda vez
terceira vez
quarta vez
ultima vez
""")
PRODS = lines("""
tem alguem
ha alguem
alguem ai
esta ai
estao ai
ainda esta ai
ola ola
respondam
responda
ninguem responde
sem resposta
me ignorando
a ignorar
""")
RELIEF = lines("""
obrigado
obrigada
muito obrigado
muito obrigada
perfeito
otimo
optimo
excelente
maravilha
muito bem
ja funciona
funcionou
resolvido
combinado
certo obrigado
""")
SPOILT = lines("""
obrigado por nada
obrigada por nada
nao obrigado
nao obrigada
""")
ASKING = lines("""
pode dizer
poderia
pode informar
informe
diga me
""")
OFFERS = lines("""
quer que
deseja
gostaria
posso ajudar
em que posso
como posso
mais alguma
algo mais
""")
LOST = lines("""
nao entendi
nao entendo
nao compreendi
infelizmente
nao e possivel
nao esta disponivel
""")
