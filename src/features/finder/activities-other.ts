// Activities outside sport: making, learning, being together, work and training. OpenActive has none for these; they go out as Open Referral.
// Columns: group | id | label | what else people type.
import { type Activity, list, OtherGroup, rows } from './activity.ts'

const table = `
arts | music-making | Making music | beats, beat making, producing, production, studio, recording studio, music studio, ableton, logic pro, fl studio, grime, drill, rap, rapping, mc, mcing, spitting bars, bars, trap, afrobeats music, music production, songwriting, lyric writing, beatboxing
arts | dj | DJing | dj, djing, decks, mixing, turntables
arts | singing | Singing | choir, vocals, gospel choir, sing
arts | instruments | Learning an instrument | guitar, drums, drumming, piano, keys, bass, violin, steel pan, steelpan, band, orchestra, music lessons
arts | drama | Drama | acting, theatre, theater, improv, performing arts, stage, musical theatre
arts | spoken-word | Spoken word and poetry | poetry, spoken word, open mic, lyrics, poem, poems
arts | writing | Writing | creative writing, stories, journalism, podcast, podcasting, radio, blogging
arts | art | Art | drawing, painting, street art, graffiti, murals, arts and crafts, craft, crafts, model making, kite making, jewellery making, woodwork, sketching, pottery, ceramics, printmaking
arts | film | Film and photography | photography, filming, video, videography, editing, camera, cameras, animation, youtube, content creation, film club, cinema
arts | fashion | Fashion and sewing | sewing, streetwear, clothes making, textiles, design clothes, trainers design, knitting
arts | hair-beauty | Hair and beauty | hair, beauty, barbering, barber, nails, make up, makeup, braiding, braids, hairdressing, lashes
arts | museum | Museums and heritage | museum, gallery, black history, local history, heritage
mind | gaming | Gaming | games, esports, fifa, xbox, ps5, playstation, console, video games, vr, board games, warhammer, dungeons and dragons
mind | coding | Coding | computers, programming, robotics, robots, code club, app design, web design, tech, stem, science, 3d printing, maker space
mind | chess | Chess | dominoes, draughts
mind | homework | Homework help | homework club, homework, tutoring, tutor, revision, gcse, maths, exam help, maths help, english help, study support, study space
mind | reading | Reading | library, libraries, books, book club, story time, comics, manga
mind | language-learning | Learning English | esol, english classes, english lessons, conversation class
life | youth-club | Youth club | youth centre, youth center, youthy, drop in, hang out, chill, somewhere to go, somewhere to chill, pool table, open access
life | cooking | Cooking | cook, baking, chef, kitchen, food, breakfast club, lunch club, meals
life | gardening | Gardening and growing | garden, allotment, city farm, food growing, plants, animals, farm
life | mentoring | Mentoring | mentor, mentors, role model, big brother, coach, life coach
life | leadership | Leading and speaking up | youth council, young leaders, leadership, youth voice, campaigning, youth parliament, duke of edinburgh, dofe
life | volunteering | Volunteering | volunteer, give back, helping out, social action
life | cadets | Cadets and scouts | scouts, guides, cadets, army cadets, air cadets, sea cadets, fire cadets, brownies, beavers, cubs, boys brigade
life | trips | Trips and residentials | trip, day out, days out, theme park, residential, getaway
life | girls-group | Girls' group | girls group, young women's group, girls only
life | lgbt-group | LGBT+ youth group | lgbt, lgbtq, lgbtqi, queer, trans, pride
life | faith-group | Faith youth group | church youth group, mosque youth group, madrasah, bible study, faith
life | family | Family activities | family hub, children's centre, stay and play, baby group, toddlers, parents and children, under 5s
work | apprenticeship | Apprenticeships | apprentice, apprenticeship, traineeship, level 2, level 3
work | work-experience | Work experience | placement, internship, taster day, shadowing, insight day
work | paid-work | Jobs | job, part time job, saturday job, weekend job, earn money, make money, work, vacancy, hiring
work | training | Training courses | course, courses, college course, btec, qualification, certificate, skills
work | construction | Construction and trades | building, bricklaying, plumbing, electrician, carpentry, cscs, cscs card, painting and decorating, scaffolding
work | motor | Cars and bikes repair | mechanics, mechanic, cars, motorbikes, mopeds, motor project, bike repair, bike fixing
work | digital-work | Digital and tech work | it course, cyber, cyber security, data, software job
work | enterprise | Starting a business | business, entrepreneur, enterprise, side hustle, hustle, startup, own brand
work | care-work | Health and care work | nhs jobs, caring, nursing, childcare course, social care work
work | first-aid | First aid | cpr, bleed control, street doctors, defibrillator
work | driving | Driving | driving lessons, theory test, cbt, provisional
work | job-help | Help to find work | cv, interview, interview practice, careers, careers advice, jobcentre, neet, employability
`

export const others: readonly Activity[] = rows(table, 4).map(([group, id = '', label = '', also]) => ({
  id,
  label,
  group: OtherGroup.parse(group),
  also: list(also),
  concept: null,
}))
